#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/text/text_rasterizer.hpp"
#include "ui/text/text_style.hpp"

namespace labelscape {

/// A part of a line that is drawn in one go.
struct TextPiece {
    std::uint32_t from = 0, to = 0;   ///< bytes of the text
    float x = 0, width = 0;           ///< CSS pixels from the line's start
    bool by_rasterizer = false;       ///< else by Dear ImGui's font
    bool ellipsis = false;            ///< "…" follows; for the rasterizer it is part of the run
};

struct TextLine {
    std::uint32_t from = 0, to = 0;   ///< bytes, without the white space at which it was broken
    std::uint32_t first_piece = 0, end_piece = 0;
    float width = 0;
    bool rtl = false;                 ///< base direction: aligned right
};

struct TextLayout {
    std::vector<TextLine> lines;      ///< at least one
    std::vector<TextPiece> pieces;
    float width = 0;                  ///< of the widest line
    bool cut = false;
};

/// The piece of a text as it is handed to the rasterizer: with its ellipsis, line breaks and tabs as spaces.
std::string run_text(std::string_view text, const TextPiece& piece);

/// Breaks a text into lines. Of the style, color and highlights do not matter.
TextLayout lay_out(std::string_view text, const TextStyle& style, const Fonts& fonts, TextRasterizer& rasterizer);

}  // namespace labelscape
