#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>

#include "core/text/texts.hpp"
#include "ui/fonts.hpp"

namespace labelscape {

/// A background behind a part of a text, for found words and key terms.
struct Highlight {
    TextRange range;
    ImU32 color = 0;
};

struct TextStyle {
    float size = 16;           ///< height of a line of Inter in CSS pixels: one of Tokens::text_*
    Weight weight = Weight::regular;
    ImU32 color = 0xffffffff;
    float wrap_width = 0;      ///< CSS pixels; 0 does not wrap. Line breaks in the text always break.
    int max_lines = 0;         ///< the last one ends in an ellipsis when text is left; 0: no limit
    float max_width = 0;       ///< one line, cut with an ellipsis; line breaks become spaces. 0: no limit
    bool align_rtl = true;     ///< with a width given, right-to-left paragraphs stand at the right edge
    std::span<const Highlight> highlights = {};   ///< by rising `begin`
};

}  // namespace labelscape
