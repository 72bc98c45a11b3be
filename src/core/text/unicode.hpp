#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace labelscape {

enum class CharClass : std::uint8_t {
    other,   ///< white space, punctuation, symbols, controls
    letter,  ///< letters of scripts that put spaces between words
    mark,    ///< combining marks and joiners, which belong to the letter before
    digit,
    han,
    hiragana,
    katakana,
    southeast,  ///< letters of Thai, Lao, Khmer, Myanmar: no spaces between words
};

CharClass char_class(char32_t code_point);

/// Simple case folding (one code point to one), for every script that has case.
char32_t fold_case(char32_t code_point);

/// Appends the folded text; bytes that are not UTF-8 become U+FFFD.
void append_folded(std::string& out, std::string_view text);

/// True for letters, marks and digits of any script, and '_'.
bool is_word_char(char32_t code_point);
/// White space as Unicode has it (property White_Space).
bool is_space(char32_t code_point);

}  // namespace labelscape
