#pragma once

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "core/text/texts.hpp"
#include "ui/text/text_layout.hpp"

namespace labelscape {

/// A character as the reader sees it, and where it stands: CSS pixels from the line's start.
struct CharacterBox {
    TextRange bytes;
    float left = 0, right = 0;
    bool rtl = false;                 ///< its beginning is at its right edge
};

/// What lies under a point of a text.
struct TextHit {
    std::uint32_t caret = 0;          ///< the byte between two characters that is nearest
    TextRange character;              ///< the nearest one; empty on a line without any
};

/// Says where the bytes of one line stand. Valid as long as everything it was made from.
class LineRuler {
public:
    LineRuler(std::string_view text, const TextStyle& style, const TextLayout& layout, const TextLine& line,
              const Fonts& fonts, TextRasterizer& rasterizer);

    /// Left and right edges of what the range covers, those that touch made one. More than one pair where directions
    /// mix.
    std::vector<std::pair<float, float>> spans(TextRange range) const;
    /// All characters in the order of the text.
    std::vector<CharacterBox> characters() const;

private:
    struct Part {
        TextRange bytes;
        float x, width;
        const TextPiece* piece;       ///< null for tabs and the like, which only take room
    };

    std::vector<Part> parts() const;
    float glyphs_width(std::uint32_t from, std::uint32_t to) const;
    std::vector<std::pair<float, float>> spans_in(const Part& part, std::uint32_t from, std::uint32_t to) const;

    std::string_view text_;
    const TextLayout& layout_;
    const TextLine& line_;
    ImFontBaked* baked_;
    TextRasterizer& rasterizer_;
    RunStyle run_style_;
};

/// `x` from the line's start; `characters` are the line's, `end` is where it ends.
TextHit hit_in(const std::vector<CharacterBox>& characters, std::uint32_t end, float x);

}  // namespace labelscape
