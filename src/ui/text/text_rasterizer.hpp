#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/fonts.hpp"

namespace labelscape {

inline constexpr float k_run_ascent = 1.3f;
inline constexpr float k_run_descent = 0.6f;
inline constexpr float k_run_pad = 0.3f;

/// A piece of a line that the shipped fonts cannot draw: one direction, no line breaks.
struct RunStyle {
    float em = 13;             ///< CSS pixels
    Weight weight = Weight::regular;
    bool rtl = false;          ///< base direction
};

/// Pixels of a run in straight RGBA, rows from the top.
struct RunPixels {
    std::int32_t width = 0, height = 0;
    std::vector<std::uint8_t> rgba;
};

/// True when white text came out in other colors: emoji.
bool is_colored(const RunPixels& pixels);

/// Draws text with every font that the machine has: shaped, in the right order. The browser's canvas on the web.
/// A run's picture has the measured width plus k_run_pad em on each side, and is k_run_ascent + k_run_descent em high.
class TextRasterizer {
public:
    virtual ~TextRasterizer() = default;

    /// Advance width in CSS pixels.
    virtual float measure(std::string_view text, const RunStyle& style) = 0;
    /// The text in `color` (0xRRGGBB) at `pixel_ratio` device pixels for one CSS pixel. The baseline is
    /// round(k_run_ascent em) device pixels from the top, the pen starts round(k_run_pad em) from the left.
    virtual RunPixels rasterize(std::string_view text, const RunStyle& style, std::uint32_t color,
                                float pixel_ratio) = 0;
    /// Byte offsets at which a line may break inside `text`, for scripts without spaces such as Thai.
    virtual std::vector<std::uint32_t> word_breaks(std::string_view text) = 0;
    /// Where the bytes [from, to) of a line stand: pairs of left and right edge in CSS pixels from the pen's start.
    /// More than one pair where directions mix.
    virtual std::vector<std::pair<float, float>> extents(std::string_view text, const RunStyle& style,
                                                         std::uint32_t from, std::uint32_t to) = 0;
};

}  // namespace labelscape
