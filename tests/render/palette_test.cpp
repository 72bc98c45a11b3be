#include "render/palette.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace labelscape {
namespace {

constexpr Theme k_themes[] = {Theme::dark, Theme::light};

/// Machado, Oliveira and Fernandes 2009, severity 1; rows of a matrix in linear RGB.
using Matrix = std::array<float, 9>;
constexpr Matrix k_protanopia = {0.152286f, 1.052583f,  -0.204868f, 0.114503f, 0.786281f,
                                 0.099216f, -0.003882f, -0.048116f, 1.051998f};
constexpr Matrix k_deuteranopia = {0.367322f, 0.860646f,  -0.227968f, 0.280085f, 0.672501f,
                                   0.047413f, -0.011820f, 0.042940f,  0.968881f};

Rgba8 seen_with(const Matrix& matrix, Rgba8 color) {
    const auto linear = [](std::uint8_t v) {
        const double s = v / 255.0;
        return s <= 0.04045 ? s / 12.92 : std::pow((s + 0.055) / 1.055, 2.4);
    };
    const auto srgb = [](double v) {
        v = std::clamp(v, 0.0, 1.0);
        return static_cast<std::uint8_t>(
            std::lround(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * std::pow(v, 1 / 2.4) - 0.055)));
    };
    const double rgb[3] = {linear(color.r), linear(color.g), linear(color.b)};
    double out[3] = {};
    for (int i = 0; i < 9; ++i)
        out[i / 3] += static_cast<double>(matrix[static_cast<std::size_t>(i)]) * rgb[i % 3];
    return {srgb(out[0]), srgb(out[1]), srgb(out[2])};
}

struct LeastDistance {
    float normal = 1, color_blind = 1;
};

LeastDistance least_distance(std::int32_t count, Theme theme) {
    LeastDistance least;
    for (std::int32_t i = 0; i < count; ++i) {
        for (std::int32_t j = 0; j < i; ++j) {
            const Rgba8 a = on_theme(category_color(i), theme),
                        b = on_theme(category_color(j), theme);
            least.normal = std::min(least.normal, color_distance(a, b));
            for (const Matrix& matrix : {k_protanopia, k_deuteranopia}) {
                least.color_blind = std::min(
                    least.color_blind, color_distance(seen_with(matrix, a), seen_with(matrix, b)));
            }
        }
    }
    return least;
}

TEST(Palette, CategoriesAreToldApartByAllEyesOnBothThemes) {
    for (const Theme theme : k_themes) {
        EXPECT_GT(least_distance(8, theme).normal, 0.11f);
        EXPECT_GT(least_distance(8, theme).color_blind, 0.065f);
        EXPECT_GT(least_distance(12, theme).color_blind, 0.05f);
        EXPECT_GT(least_distance(24, theme).normal, 0.065f);
        EXPECT_GT(least_distance(24, theme).color_blind, 0.036f);
        EXPECT_GT(least_distance(32, theme).normal, 0.05f);
        EXPECT_GT(least_distance(32, theme).color_blind, 0.028f);
    }
}

TEST(Palette, CategoriesStandOutFromTheBackgroundAndFromUnlabeled) {
    for (const Theme theme : k_themes) {
        for (std::int32_t i = 0; i < 100; ++i) {
            const Rgba8 color = on_theme(category_color(i), theme);
            EXPECT_GT(contrast_ratio(color, map_background(theme)), 1.8f) << i;
            EXPECT_GT(color_distance(color, unlabeled_color(theme)), 0.05f) << i;
        }
    }
}

TEST(Palette, UnlabeledIsAQuietGray) {
    for (const Theme theme : k_themes) {
        const Oklab lab = oklab_from_rgba(unlabeled_color(theme));
        EXPECT_LT(std::hypot(lab.a, lab.b), 0.03f);
        const float contrast = contrast_ratio(unlabeled_color(theme), map_background(theme));
        EXPECT_GT(contrast, 2.0f);
        EXPECT_LT(contrast, 5.0f);
        EXPECT_GT(contrast_ratio(map_ink(theme), map_background(theme)), 12.0f);
    }
}

TEST(Palette, LaterTurnsDifferFromTheFirst) {
    for (std::int32_t i = 0; i < k_category_color_count; ++i) {
        for (std::int32_t turn = 1; turn < 4; ++turn) {
            EXPECT_GT(color_distance(category_color(i),
                                     category_color(i + turn * k_category_color_count)),
                      0.03f);
        }
    }
}

TEST(Palette, TextReadsOnEveryCategory) {
    for (const Theme theme : k_themes) {
        for (std::int32_t i = 0; i < k_category_color_count; ++i) {
            const Rgba8 fill = on_theme(category_color(i), theme);
            EXPECT_GT(contrast_ratio(text_on(fill), fill), 4.5f) << i;
        }
    }
}

TEST(Palette, RampsAreSmoothAndTheSequentialOnesMonotonic) {
    for (const Theme theme : k_themes) {
        const float direction = theme == Theme::dark ? 1.0f : -1.0f;
        for (const Ramp ramp : {Ramp::sequential, Ramp::confidence, Ramp::diverging}) {
            for (int i = 0; i < 100; ++i) {
                const Rgba8 a = ramp_color(ramp, static_cast<float>(i) / 100, theme);
                const Rgba8 b = ramp_color(ramp, static_cast<float>(i + 1) / 100, theme);
                EXPECT_LT(color_distance(a, b), 0.03f);
                if (ramp == Ramp::diverging) continue;
                EXPECT_GT(direction * (oklab_from_rgba(b).l - oklab_from_rgba(a).l), -0.004f);
            }
        }
        EXPECT_EQ(ramp_color(Ramp::sequential, NAN, theme), unlabeled_color(theme));
        EXPECT_EQ(ramp_color(Ramp::sequential, 7, theme), ramp_color(Ramp::sequential, 1, theme));
    }
}

TEST(Color, OklabGoesThereAndBack) {
    for (int r = 0; r < 256; r += 15) {
        for (int g = 0; g < 256; g += 15) {
            for (int b = 0; b < 256; b += 15) {
                const Rgba8 color{static_cast<std::uint8_t>(r), static_cast<std::uint8_t>(g),
                                  static_cast<std::uint8_t>(b)};
                const Rgba8 back = rgba_from_oklab(oklab_from_rgba(color));
                EXPECT_LE(std::abs(back.r - r) + std::abs(back.g - g) + std::abs(back.b - b), 2);
            }
        }
    }
    // Ottosson's own example values for red.
    const Oklab red = oklab_from_rgba({255, 0, 0});
    EXPECT_NEAR(red.l, 0.628f, 1e-3f);
    EXPECT_NEAR(red.a, 0.225f, 1e-3f);
    EXPECT_NEAR(red.b, 0.126f, 1e-3f);
}

TEST(Color, ContrastIsWcag) {
    EXPECT_NEAR(contrast_ratio({0, 0, 0}, {255, 255, 255}), 21, 1e-3f);
    EXPECT_NEAR(contrast_ratio({119, 119, 119}, {255, 255, 255}), 4.48f, 0.01f);
}

}  // namespace
}  // namespace labelscape
