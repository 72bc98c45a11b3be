#include "ui/text/scripts.hpp"

#include <algorithm>
#include <iterator>

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {

namespace {

struct Range {
    char32_t first, last;
};

/// Blocks whose scripts join, reorder or stack.
constexpr Range k_shaped[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489}, {0x0590, 0x109f}, {0x1100, 0x11ff}, {0x135d, 0x135f}, {0x1700, 0x18af},
    {0x1900, 0x1cff}, {0x1dc0, 0x1dff}, {0x200b, 0x200f}, {0x202a, 0x202e}, {0x2060, 0x206f}, {0x20d0, 0x20ff},
    {0x302a, 0x302f}, {0x3099, 0x309a}, {0xa800, 0xabff}, {0xd7b0, 0xd7ff}, {0xfb1d, 0xfdff}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xfe70, 0xfeff}, {0x10800, 0x11fff}, {0x16100, 0x16fff}, {0x1e000, 0x1efff},
    {0x1f1e6, 0x1f1ff}, {0x1f3fb, 0x1f3ff}, {0xe0000, 0xe0fff},
};

constexpr Range k_rtl[] = {
    {0x0590, 0x08ff}, {0x200f, 0x200f}, {0x202b, 0x202b}, {0x202e, 0x202e}, {0x2067, 0x2067},
    {0xfb1d, 0xfdff}, {0xfe70, 0xfeff}, {0x10800, 0x10fff}, {0x1e800, 0x1efff},
};

/// Opening brackets and quotes of Chinese and Japanese: no break after.
constexpr std::u32string_view k_opening = U"([{〈《「『【〔〖〘〚〝‘“（［｛｟";
/// Closing ones, and signs that stay with the character before: no break before.
constexpr std::u32string_view k_closing =
    U")]}〉》」』】〕〗〙〛〟’”、。，．・：；！？!?,.:;ー〜～…‥％%ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ々〻ゝゞヽヾ）］｝｠";

template <std::size_t n>
bool lies_in(const Range (&ranges)[n], char32_t code) {
    const auto after = std::upper_bound(std::begin(ranges), std::end(ranges), code,
                                        [](char32_t value, const Range& range) { return value < range.first; });
    return after != std::begin(ranges) && code <= std::prev(after)->last;
}

bool is_ideograph(char32_t code) {
    const CharClass kind = char_class(code);
    return kind == CharClass::han || kind == CharClass::hiragana || kind == CharClass::katakana ||
           (code >= 0x3000 && code < 0x3040) || (code >= 0xff00 && code < 0xff66);
}

bool is_flag_letter(char32_t code) { return code >= 0x1f1e6 && code <= 0x1f1ff; }

}  // namespace

Drawing drawing_of(char32_t code) {
    return code >= 0x300 && lies_in(k_shaped, code) ? Drawing::shaped : Drawing::simple;
}

bool is_rtl(char32_t code) { return code >= 0x590 && lies_in(k_rtl, code) && char_class(code) != CharClass::digit; }

bool is_strong_ltr(char32_t code) {
    const CharClass kind = char_class(code);
    return kind != CharClass::other && kind != CharClass::mark && kind != CharClass::digit && !is_rtl(code);
}

bool extends_cluster(char32_t code) {
    if (code < 0x300) return false;
    const bool joins = code == 0x200d || (code >= 0xfe00 && code <= 0xfe0f) || (code >= 0x1f3fb && code <= 0x1f3ff) ||
                       (code >= 0xe0020 && code <= 0xe007f);
    return joins || char_class(code) == CharClass::mark;
}

Cluster next_cluster(std::string_view text, std::size_t at) {
    Cluster cluster{static_cast<std::uint32_t>(at), 0, 0, Drawing::simple};
    cluster.code = next_code_point(text, at);
    cluster.drawing = drawing_of(cluster.code);
    bool joined = false;
    bool flag_open = is_flag_letter(cluster.code);
    while (at < text.size() && static_cast<unsigned char>(text[at]) >= 0x80) {
        std::size_t after = at;
        const char32_t code = next_code_point(text, after);
        const bool second_flag_letter = flag_open && is_flag_letter(code);
        if (!extends_cluster(code) && !joined && !second_flag_letter) break;
        joined = code == 0x200d;
        flag_open = false;
        cluster.drawing = Drawing::shaped;
        at = after;
    }
    cluster.to = static_cast<std::uint32_t>(at);
    return cluster;
}

bool can_break_between(char32_t before, char32_t after) {
    if (before == U'-' || before == U'\u2010') return is_word_char(after);
    if (before < 0x2e80 && after < 0x2e80) return false;
    if (!is_ideograph(before) && !is_ideograph(after)) return false;
    return k_opening.find(before) == std::u32string_view::npos && k_closing.find(after) == std::u32string_view::npos;
}

}  // namespace labelscape
