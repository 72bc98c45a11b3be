#pragma once

#include <cstdint>
#include <string_view>

#include "core/text/texts.hpp"
#include "ui/text/text_rasterizer.hpp"

namespace labelscape {

/// The word that the character at `byte` belongs to: letters, digits, and the signs inside them as in "isn't" and
/// "39.90". Of scripts without spaces what the rasterizer takes for a word; else the white space, or the one sign, that
/// stands there.
TextRange word_around(std::string_view text, std::uint32_t byte, TextRasterizer& rasterizer);

/// From line break to line break, without them.
TextRange paragraph_around(std::string_view text, std::uint32_t byte);

}  // namespace labelscape
