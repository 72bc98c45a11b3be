#include "ui/theme.hpp"

#include <gtest/gtest.h>

#include "render/color.hpp"

namespace labelscape {
namespace {

/// A translucent color as it appears on a surface.
Rgba8 over(ImU32 color, ImU32 surface) {
    const float alpha = static_cast<float>(from_im(color).a) / 255;
    return from_im(blend(surface, color | IM_COL32_A_MASK, alpha));
}

class EachTheme : public ::testing::TestWithParam<Theme> {
protected:
    Tokens t = make_tokens(GetParam());
};

TEST_P(EachTheme, TextIsLegibleOnEverySurface) {
    for (const ImU32 surface : {t.bg_panel, t.bg_raised, t.bg_input}) {
        const Rgba8 plain = from_im(surface), selected = over(t.selection, surface),
                    hovered = over(t.bg_hover, surface);
        for (const Rgba8 ground : {plain, selected, hovered}) {
            EXPECT_GE(contrast_ratio(from_im(t.text), ground), 7) << "text";
            EXPECT_GE(contrast_ratio(from_im(t.text_secondary), ground), 4.5) << "secondary";
        }
        EXPECT_GE(contrast_ratio(from_im(t.text), over(t.match, surface)), 4.5) << "found words";
        for (const ImU32 ink : {t.accent_text, t.success, t.warning, t.danger}) {
            EXPECT_GE(contrast_ratio(from_im(ink), plain), 4.5);
        }
        EXPECT_GE(contrast_ratio(from_im(t.focus), plain), 3) << "focus ring";
    }
    for (const ImU32 fill : {t.accent, t.accent_hover, t.accent_pressed}) {
        EXPECT_GE(contrast_ratio(from_im(t.text_on_accent), from_im(fill)), 4.5) << "on the accent";
    }
    EXPECT_GE(contrast_ratio(from_im(t.accent_text), over(t.accent_soft, t.bg_panel)), 4.5) << "toggles that are on";
    EXPECT_GE(contrast_ratio(from_im(t.danger), over(t.danger_soft, t.bg_raised)), 4.5);
}

TEST_P(EachTheme, ScaleMultipliesLengths) {
    const Tokens large = make_tokens(GetParam(), 1.5f);
    EXPECT_EQ(large.control, 42);
    EXPECT_EQ(large.gap(2), 12);
    EXPECT_EQ(large.text_body, 24);
    EXPECT_EQ(large.accent, t.accent);
}

INSTANTIATE_TEST_SUITE_P(Themes, EachTheme, ::testing::Values(Theme::dark, Theme::light));

TEST(ThemeColors, BlendAndFadeKeepTheirEnds) {
    const ImU32 a = IM_COL32(10, 20, 30, 255), b = IM_COL32(200, 100, 0, 255);
    EXPECT_EQ(blend(a, b, 0), a);
    EXPECT_EQ(blend(a, b, 1), b);
    EXPECT_EQ(fade(a, 1), a);
    EXPECT_EQ(fade(a, 0) & IM_COL32_A_MASK, 0u);
    EXPECT_EQ(to_im(from_im(b)), b);
}

}  // namespace
}  // namespace labelscape
