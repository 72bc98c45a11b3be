#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/texts.hpp"

namespace labelscape {

enum class TokenKind : std::uint8_t {
    word,
    number,
    piece,  ///< two neighboring characters of a script without spaces; pieces of a run overlap by
            ///< one
};

struct Token {
    TextRange source;                ///< bytes of the text
    std::uint32_t folded_begin = 0;  ///< bytes of TokenList::folded
    std::uint32_t folded_end = 0;
    TokenKind kind = TokenKind::word;
};

/// Words of one text; reused from text to text, so that nothing is allocated in the long run.
struct TokenList {
    std::vector<Token> tokens;
    std::string folded;

    std::string_view folded_of(const Token& token) const {
        return std::string_view(folded).substr(token.folded_begin,
                                               token.folded_end - token.folded_begin);
    }
};

/// Splits UTF-8 text into words, in order of their beginning.
/// Letters, marks and digits make words. An apostrophe between letters belongs to the word where at
/// least three letters stand before it (isn't, but l'eau is two words); a dot or comma between
/// digits belongs to the number. Runs of Katakana are words. Other text in Han, Hiragana, Thai,
/// Lao, Khmer or Myanmar is cut into overlapping pairs of characters (with their marks), since
/// nothing marks the words there; a lone character stands for itself.
void tokenize(std::string_view text, TokenList& out);

}  // namespace labelscape
