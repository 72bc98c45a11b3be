#include "ui/text/text_units.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"
#include "ui/text/scripts.hpp"

namespace labelscape {

namespace {

enum class Kind : std::uint8_t { word, space, sign };

Kind kind_of(char32_t code) { return is_word_char(code) ? Kind::word : is_space(code) ? Kind::space : Kind::sign; }

bool lacks_spaces(char32_t code) {
    const CharClass kind = char_class(code);
    return kind == CharClass::han || kind == CharClass::hiragana || kind == CharClass::katakana ||
           kind == CharClass::southeast;
}

/// Signs that stay inside a word when its parts are on both sides.
bool joins(char32_t sign, char32_t before, char32_t after) {
    const bool digits = char_class(before) == CharClass::digit && char_class(after) == CharClass::digit;
    if (sign == U'.' || sign == U',') return digits;
    return (sign == U'\'' || sign == 0x2019) && is_word_char(before) && is_word_char(after);
}

/// The run of one kind, read from the beginning of the paragraph: whether a sign joins shows only from its left.
TextRange run_around(std::string_view text, std::uint32_t byte, TextRange paragraph, bool& lacks_spaces_inside) {
    TextRange run{paragraph.begin, paragraph.begin};
    Kind kind = Kind::sign;
    char32_t before = 0;
    for (std::uint32_t at = paragraph.begin; at < paragraph.end;) {
        const Cluster cluster = next_cluster(text, at);
        std::size_t next = cluster.to;
        const char32_t after = next < paragraph.end ? next_code_point(text, next) : 0;
        Kind now = kind_of(cluster.code);
        if (now == Kind::sign && kind == Kind::word && joins(cluster.code, before, after)) now = Kind::word;
        if (now != kind || now == Kind::sign) {
            if (byte < at) return run;
            run.begin = at;
            lacks_spaces_inside = false;
        }
        lacks_spaces_inside = lacks_spaces_inside || lacks_spaces(cluster.code);
        kind = now;
        before = cluster.code;
        run.end = at = cluster.to;
    }
    return run;
}

}  // namespace

TextRange paragraph_around(std::string_view text, std::uint32_t byte) {
    const std::size_t at = std::min<std::size_t>(byte, text.size());
    const std::size_t before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    const std::size_t after = text.find('\n', at);
    return {before == std::string_view::npos ? 0 : static_cast<std::uint32_t>(before + 1),
            static_cast<std::uint32_t>(std::min(after, text.size()))};
}

TextRange word_around(std::string_view text, std::uint32_t byte, TextRasterizer& rasterizer) {
    bool lacks_spaces_inside = false;
    TextRange word = run_around(text, byte, paragraph_around(text, byte), lacks_spaces_inside);
    if (!lacks_spaces_inside) return word;
    const std::uint32_t begin = word.begin;
    for (const std::uint32_t place : rasterizer.word_breaks(text.substr(begin, word.end - begin))) {
        if (begin + place <= byte) word.begin = begin + place;
        if (begin + place > byte) return {word.begin, begin + place};
    }
    return word;
}

}  // namespace labelscape
