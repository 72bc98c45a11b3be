#include "core/text/unicode.hpp"

#include <algorithm>
#include <iterator>

#include "base/utf8.hpp"
#include "core/text/unicode_tables.hpp"

namespace labelscape {
namespace {

/// The range that holds the code point, or null.
template <class Range, std::size_t count>
const Range* find_range(const Range (&ranges)[count], char32_t code_point) {
    const Range* range = std::upper_bound(std::begin(ranges), std::end(ranges), code_point,
                                          [](char32_t c, const Range& r) { return c < r.first; });
    if (range == std::begin(ranges)) return nullptr;
    --range;
    return code_point <= range->last ? range : nullptr;
}

}  // namespace

CharClass char_class(char32_t code_point) {
    if (code_point < 0x80) {
        const char32_t lower = code_point | 0x20u;
        if (lower >= 'a' && lower <= 'z') return CharClass::letter;
        return code_point >= '0' && code_point <= '9' ? CharClass::digit : CharClass::other;
    }
    const ClassRange* range = find_range(unicode_tables::k_classes, code_point);
    return range ? range->char_class : CharClass::other;
}

char32_t fold_case(char32_t code_point) {
    if (code_point < 0x80) {
        return code_point >= 'A' && code_point <= 'Z' ? code_point + 32 : code_point;
    }
    const FoldRange* range = find_range(unicode_tables::k_folds, code_point);
    if (!range || (code_point - range->first) % range->step != 0) return code_point;
    return static_cast<char32_t>(static_cast<std::int32_t>(code_point) + range->distance);
}

void append_folded(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const auto byte = static_cast<unsigned char>(text[at]);
        if (byte < 0x80) {
            out.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[at]);
            ++at;
        } else {
            append_utf8(out, fold_case(next_code_point(text, at)));
        }
    }
}

bool is_word_char(char32_t code_point) {
    return code_point == '_' || char_class(code_point) != CharClass::other;
}

bool is_space(char32_t code_point) {
    return (code_point >= 0x9 && code_point <= 0xd) || code_point == 0x20 || code_point == 0x85 ||
           code_point == 0xa0 || code_point == 0x1680 ||
           (code_point >= 0x2000 && code_point <= 0x200a) || code_point == 0x2028 ||
           code_point == 0x2029 || code_point == 0x202f || code_point == 0x205f ||
           code_point == 0x3000;
}

}  // namespace labelscape
