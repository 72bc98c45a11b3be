#include "render/color.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {
namespace {

struct LinearRgb {
    float r, g, b;
};

float linear_from_srgb(std::uint8_t channel) {
    const float v = static_cast<float>(channel) / 255.0f;
    return v <= 0.04045f ? v / 12.92f : std::pow((v + 0.055f) / 1.055f, 2.4f);
}

std::uint8_t srgb_from_linear(float v) {
    v = std::clamp(v, 0.0f, 1.0f);
    const float s = v <= 0.0031308f ? 12.92f * v : 1.055f * std::pow(v, 1.0f / 2.4f) - 0.055f;
    return static_cast<std::uint8_t>(std::lround(s * 255.0f));
}

LinearRgb linear_from_rgba(Rgba8 c) {
    return {linear_from_srgb(c.r), linear_from_srgb(c.g), linear_from_srgb(c.b)};
}

LinearRgb linear_from_oklab(Oklab c) {
    const float l = c.l + 0.3963377774f * c.a + 0.2158037573f * c.b;
    const float m = c.l - 0.1055613458f * c.a - 0.0638541728f * c.b;
    const float s = c.l - 0.0894841775f * c.a - 1.2914855480f * c.b;
    const float l3 = l * l * l, m3 = m * m * m, s3 = s * s * s;
    return {4.0767416621f * l3 - 3.3077115913f * m3 + 0.2309699292f * s3,
            -1.2684380046f * l3 + 2.6097574011f * m3 - 0.3413193965f * s3,
            -0.0041960863f * l3 - 0.7034186147f * m3 + 1.7076147010f * s3};
}

bool in_gamut(LinearRgb c) {
    constexpr float slack = 1e-4f;
    const auto fits = [](float v) { return v >= -slack && v <= 1 + slack; };
    return fits(c.r) && fits(c.g) && fits(c.b);
}

float luminance(Rgba8 color) {
    const LinearRgb c = linear_from_rgba(color);
    return 0.2126f * c.r + 0.7152f * c.g + 0.0722f * c.b;
}

}  // namespace

Oklab oklab_from_rgba(Rgba8 color) {
    const LinearRgb c = linear_from_rgba(color);
    const float l = std::cbrt(0.4122214708f * c.r + 0.5363325363f * c.g + 0.0514459929f * c.b);
    const float m = std::cbrt(0.2119034982f * c.r + 0.6806995451f * c.g + 0.1073969566f * c.b);
    const float s = std::cbrt(0.0883024619f * c.r + 0.2817188376f * c.g + 0.6299787005f * c.b);
    return {0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s,
            1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s,
            0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s};
}

Rgba8 rgba_from_oklab(Oklab color) {
    color.l = std::clamp(color.l, 0.0f, 1.0f);
    LinearRgb rgb = linear_from_oklab(color);
    if (!in_gamut(rgb)) {
        float low = 0, high = 1;  // share of the chroma that fits
        for (int i = 0; i < 16; ++i) {
            const float mid = 0.5f * (low + high);
            const bool fits = in_gamut(linear_from_oklab({color.l, color.a * mid, color.b * mid}));
            (fits ? low : high) = mid;
        }
        rgb = linear_from_oklab({color.l, color.a * low, color.b * low});
    }
    return {srgb_from_linear(rgb.r), srgb_from_linear(rgb.g), srgb_from_linear(rgb.b), 255};
}

float color_distance(Rgba8 a, Rgba8 b) {
    const Oklab p = oklab_from_rgba(a), q = oklab_from_rgba(b);
    return std::hypot(p.l - q.l, p.a - q.a, p.b - q.b);
}

Rgba8 mix(Rgba8 a, Rgba8 b, float t) {
    const Oklab p = oklab_from_rgba(a), q = oklab_from_rgba(b);
    return rgba_from_oklab(
        {std::lerp(p.l, q.l, t), std::lerp(p.a, q.a, t), std::lerp(p.b, q.b, t)});
}

float contrast_ratio(Rgba8 a, Rgba8 b) {
    const float p = luminance(a) + 0.05f, q = luminance(b) + 0.05f;
    return std::max(p, q) / std::min(p, q);
}

}  // namespace labelscape
