#pragma once

#include "ui/text/text_rasterizer.hpp"

namespace labelscape {

/// The browser's own text drawing, through web/host/text.js.
class TextWeb final : public TextRasterizer {
public:
    /// Gives the page the program's own faces.
    TextWeb();

    float measure(std::string_view text, const RunStyle& style) override;
    RunPixels rasterize(std::string_view text, const RunStyle& style, std::uint32_t color, float pixel_ratio) override;
    std::vector<std::uint32_t> word_breaks(std::string_view text) override;
    std::vector<std::pair<float, float>> extents(std::string_view text, const RunStyle& style, std::uint32_t from,
                                                 std::uint32_t to) override;
};

}  // namespace labelscape
