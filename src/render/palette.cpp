#include "render/palette.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

namespace labelscape {
namespace {

/// Printed by tests/render/palette_search.mjs; the remark is the least weighted distance to those
/// before.
constexpr std::array<Rgba8, k_category_color_count> k_categories = {{
    {0x56, 0xB4, 0xE9},  // the first
    {0xE6, 0x9F, 0x00},  // 0.138
    {0x8E, 0x38, 0xBA},  // 0.134
    {0xE2, 0x3E, 0x64},  // 0.109
    {0x2D, 0x6D, 0x0B},  // 0.099
    {0xC3, 0xFB, 0x53},  // 0.097
    {0x67, 0xC8, 0x7F},  // 0.072
    {0xDC, 0x89, 0xBD},  // 0.071
    {0x89, 0x2C, 0x63},  // 0.070
    {0x7D, 0x78, 0xF4},  // 0.068
    {0x62, 0xEC, 0xF9},  // 0.059
    {0xC7, 0x3D, 0x9E},  // 0.057
    {0x9F, 0xFD, 0xC3},  // 0.056
    {0x93, 0x86, 0x1C},  // 0.054
    {0x09, 0xA3, 0x86},  // 0.051
    {0xAA, 0x53, 0x3C},  // 0.050
    {0xD4, 0xDE, 0x7F},  // 0.046
    {0x40, 0x58, 0xDA},  // 0.046
    {0xAE, 0x6E, 0xC2},  // 0.045
    {0xE2, 0x77, 0x5A},  // 0.044
    {0x8C, 0x08, 0x88},  // 0.042
    {0xA9, 0x2D, 0x4A},  // 0.040
    {0xFE, 0xA6, 0x79},  // 0.039
    {0xFC, 0x81, 0xF3},  // 0.039
    {0x5C, 0x40, 0x9A},  // 0.038
    {0xAC, 0x56, 0x7B},  // 0.036
    {0xE6, 0x6A, 0x96},  // 0.036
    {0x84, 0x57, 0xAF},  // 0.035
    {0xC2, 0x1B, 0x0D},  // 0.034
    {0xFF, 0xC3, 0x36},  // 0.034
    {0xA6, 0xBB, 0x5F},  // 0.033
    {0x07, 0xB6, 0xC3},  // 0.032
}};

/// Lightness in OKLab that category colors span, and what it becomes on a theme.
struct LightnessRange {
    float low, high;
};
constexpr LightnessRange k_neutral_lightness{0.45f, 0.92f};
constexpr LightnessRange k_dark_lightness{0.60f, 0.90f};
constexpr LightnessRange k_light_lightness{0.48f, 0.76f};

/// Nuñez, Anderton and Renslow 2018, "Optimizing colormaps with consideration for color vision
/// deficiency".
constexpr std::array<Rgba8, 10> k_cividis = {{{0x00, 0x22, 0x4E},
                                              {0x12, 0x35, 0x70},
                                              {0x3B, 0x49, 0x6C},
                                              {0x57, 0x5D, 0x6D},
                                              {0x70, 0x71, 0x73},
                                              {0x8A, 0x86, 0x78},
                                              {0xA5, 0x9C, 0x74},
                                              {0xC3, 0xB3, 0x69},
                                              {0xE1, 0xCC, 0x55},
                                              {0xFE, 0xE8, 0x38}}};

constexpr std::array<Rgba8, 3> k_confidence_dark = {
    {{0x56, 0x5C, 0x66}, {0x3F, 0x8F, 0xA8}, {0x8C, 0xF0, 0xDC}}};
constexpr std::array<Rgba8, 3> k_confidence_light = {
    {{0xC3, 0xC8, 0xCE}, {0x4F, 0x9F, 0xB4}, {0x0B, 0x4A, 0x5E}}};
constexpr std::array<Rgba8, 5> k_diverging_dark = {{{0x6C, 0xBB, 0xFF},
                                                    {0x5B, 0x86, 0xB0},
                                                    {0x56, 0x59, 0x5E},
                                                    {0xB0, 0x7E, 0x4E},
                                                    {0xFF, 0xA6, 0x3D}}};
constexpr std::array<Rgba8, 5> k_diverging_light = {{{0x0F, 0x54, 0xA0},
                                                     {0x77, 0xA3, 0xCE},
                                                     {0xCB, 0xCC, 0xCE},
                                                     {0xD9, 0xA0, 0x6B},
                                                     {0xAD, 0x4A, 0x00}}};

Rgba8 along(std::span<const Rgba8> stops, float t) {
    const float at = t * static_cast<float>(stops.size() - 1);
    const auto stop = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    return mix(stops[stop], stops[stop + 1], at - static_cast<float>(stop));
}

}  // namespace

Rgba8 category_color(std::int32_t index) {
    const Rgba8 color = k_categories[static_cast<std::size_t>(index % k_category_color_count)];
    const std::int32_t turn = index / k_category_color_count;
    if (turn == 0) return color;
    // Lighter, darker, lighter still ...: three turns differ, then it repeats.
    constexpr std::array<float, 3> shifts = {0.08f, -0.08f, 0.14f};
    Oklab lab = oklab_from_rgba(color);
    const float shift = shifts[static_cast<std::size_t>(turn - 1) % shifts.size()];
    const bool fits =
        lab.l + shift > k_neutral_lightness.low && lab.l + shift < k_neutral_lightness.high;
    lab.l += fits ? shift : -shift;
    return rgba_from_oklab(lab);
}

Rgba8 on_theme(Rgba8 color, Theme theme) {
    const LightnessRange to = theme == Theme::dark ? k_dark_lightness : k_light_lightness;
    Oklab lab = oklab_from_rgba(color);
    const float l = std::clamp(lab.l, k_neutral_lightness.low, k_neutral_lightness.high);
    lab.l = to.low + (l - k_neutral_lightness.low) * (to.high - to.low) /
                         (k_neutral_lightness.high - k_neutral_lightness.low);
    return rgba_from_oklab(lab);
}

Rgba8 unlabeled_color(Theme theme) {
    return theme == Theme::dark ? Rgba8{0x6A, 0x70, 0x7B} : Rgba8{0xA4, 0xA9, 0xB1};
}

Rgba8 map_background(Theme theme) {
    return theme == Theme::dark ? Rgba8{0x14, 0x16, 0x1B} : Rgba8{0xFB, 0xFB, 0xFA};
}

Rgba8 map_ink(Theme theme) {
    return theme == Theme::dark ? Rgba8{0xF4, 0xF6, 0xFA} : Rgba8{0x15, 0x18, 0x1E};
}

Rgba8 map_accent(Theme theme) {
    return theme == Theme::dark ? Rgba8{0x8C, 0xC8, 0xFF} : Rgba8{0x1F, 0x5F, 0xC4};
}

Rgba8 text_on(Rgba8 fill) {
    const Rgba8 black{0, 0, 0}, white{255, 255, 255};  // one of them always reaches 4.5
    return contrast_ratio(fill, black) >= contrast_ratio(fill, white) ? black : white;
}

Rgba8 ramp_color(Ramp ramp, float t, Theme theme) {
    if (std::isnan(t)) return unlabeled_color(theme);
    t = std::clamp(t, 0.0f, 1.0f);
    const bool dark = theme == Theme::dark;
    switch (ramp) {
        case Ramp::sequential: return along(k_cividis, dark ? 0.22f + 0.78f * t : 0.9f - 0.9f * t);
        case Ramp::confidence: return along(dark ? k_confidence_dark : k_confidence_light, t);
        case Ramp::diverging: return along(dark ? k_diverging_dark : k_diverging_light, t);
    }
    return unlabeled_color(theme);
}

}  // namespace labelscape
