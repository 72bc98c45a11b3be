#pragma once

#include <cstdint>

namespace labelscape {

/// Straight (not premultiplied) sRGB with 8 bits a channel.
struct Rgba8 {
    std::uint8_t r = 0;
    std::uint8_t g = 0;
    std::uint8_t b = 0;
    std::uint8_t a = 255;
    bool operator==(const Rgba8&) const = default;
};

/// What the picture is drawn on.
enum class Theme : std::uint8_t { dark, light };

/// Perceptual color: lightness 0..1, green-red, blue-yellow.
/// Ottosson 2020, "A perceptual color space for image processing".
struct Oklab {
    float l = 0;
    float a = 0;
    float b = 0;
};

/// Alpha is ignored.
Oklab oklab_from_rgba(Rgba8 color);
/// Colors outside sRGB lose chroma at constant lightness and hue until they fit. Alpha is 255.
Rgba8 rgba_from_oklab(Oklab color);
/// Euclidean distance in OKLab; 0.02 is just visible side by side, 0.1 is clear between small dots.
float color_distance(Rgba8 a, Rgba8 b);
/// Mix in OKLab: `t` = 0 gives `a`, 1 gives `b`.
Rgba8 mix(Rgba8 a, Rgba8 b, float t);
/// WCAG 2 contrast ratio, 1..21.
float contrast_ratio(Rgba8 a, Rgba8 b);
constexpr Rgba8 with_alpha(Rgba8 color, std::uint8_t alpha) {
    return {color.r, color.g, color.b, alpha};
}

}  // namespace labelscape
