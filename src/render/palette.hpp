#pragma once

#include <cstdint>

#include "render/color.hpp"

namespace labelscape {

/// Colors of categories, for the map and for the chips of the labels: pure data, no GL.
/// Sky blue and orange of Okabe and Ito, then a greedy max-min search in OKLab over both themes and
/// over normal, protanopic and deuteranopic vision (tests/render/palette_search.mjs).
inline constexpr std::int32_t k_category_color_count = 32;

/// Color of the category at `index`; from k_category_color_count on the colors repeat, shifted in
/// lightness. `index` must not be negative. It is theme-neutral: draw it through on_theme().
Rgba8 category_color(std::int32_t index);

/// The color as it should be drawn on a theme: the same hue, with its lightness moved to where it
/// is visible. For colors that people choose as well.
Rgba8 on_theme(Rgba8 color, Theme theme);

/// Documents without a label.
Rgba8 unlabeled_color(Theme theme);
/// Background of the map.
Rgba8 map_background(Theme theme);
/// Rings and outlines on the map: near white on dark, near black on light.
Rgba8 map_ink(Theme theme);
/// Lasso, box and hover.
Rgba8 map_accent(Theme theme);
/// Black or white, whichever reads better on `fill`.
Rgba8 text_on(Rgba8 fill);

/// Color ramps for numbers.
enum class Ramp : std::uint8_t {
    sequential,  ///< cividis: counts, lengths, dates; safe for color-blind people, monotonic in
                 ///< lightness
    confidence,  ///< weak to strong in one hue
    diverging,   ///< blue through neutral to orange, the middle at 0.5
};

/// Color at `t` in 0..1, clamped; NaN gives the unlabeled color.
/// The end that means "little" lies near the background on both themes.
Rgba8 ramp_color(Ramp ramp, float t, Theme theme);

}  // namespace labelscape
