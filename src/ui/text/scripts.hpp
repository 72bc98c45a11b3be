#pragma once

#include <cstdint>
#include <string_view>

namespace labelscape {

/// How a character gets on the screen.
enum class Drawing : std::uint8_t {
    simple,    ///< one glyph after the other: Latin, Greek, Cyrillic, Chinese, Japanese, Korean, single emoji, ...
    shaped,    ///< needs shaping: Arabic, Indic scripts, Thai, combining marks, emoji sequences, ...
};

/// By code point alone; see next_cluster for what the neighbors change.
Drawing drawing_of(char32_t code);
/// Letters of right-to-left scripts and right-to-left controls.
bool is_rtl(char32_t code);
/// Letters of left-to-right scripts.
bool is_strong_ltr(char32_t code);
/// Marks, joiners, variation selectors and the like that belong to the character before.
bool extends_cluster(char32_t code);

/// One character as the reader sees it.
struct Cluster {
    std::uint32_t from = 0, to = 0;   ///< bytes
    char32_t code = 0;                ///< the first
    Drawing drawing = Drawing::simple;
};

/// The cluster at `at`, which must be below text.size().
Cluster next_cluster(std::string_view text, std::size_t at);

/// True when a line may end between two neighboring characters, neither of them white space.
bool can_break_between(char32_t before, char32_t after);

}  // namespace labelscape
