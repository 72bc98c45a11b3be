#include "core/text/tokenize.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "base/random.hpp"
#include "base/utf8.hpp"
#include "core/text/languages.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

std::vector<std::string> words_of(std::string_view text) {
    TokenList list;
    tokenize(text, list);
    std::vector<std::string> words;
    for (const Token& token : list.tokens) words.emplace_back(list.folded_of(token));
    return words;
}

using Words = std::vector<std::string>;

TEST(Tokenize, FindsTheWordsOfManyLanguages) {
    for (const auto& sample : test::k_samples) {
        const auto words = words_of(sample.text);
        const bool found = std::any_of(words.begin(), words.end(), [&](const std::string& word) {
            return word == sample.a_word ||
                   (word.starts_with(sample.a_word) && word.size() < 3 * sample.a_word.size());
        });
        EXPECT_TRUE(found) << sample.language << ": " << sample.a_word;
        EXPECT_GE(words.size(), 3u) << sample.language;
    }
}

void expect_sound(std::string_view text) {
    TokenList list;
    tokenize(text, list);
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    for (const Token& token : list.tokens) {
        EXPECT_GE(token.source.begin, begin);
        EXPECT_GT(token.source.end, end);
        if (token.kind != TokenKind::piece) {
            EXPECT_GE(token.source.begin, end);
        }
        begin = token.source.begin;
        end = token.source.end;
        EXPECT_LE(end, text.size());
        std::string folded;
        append_folded(folded, text.substr(begin, end - begin));
        for (std::size_t at; (at = folded.find("’")) != std::string::npos;)
            folded.replace(at, 3, "'");
        EXPECT_EQ(folded, list.folded_of(token));
    }
}

TEST(Tokenize, OffsetsPointAtWhatWasFolded) {
    for (const auto& sample : test::k_samples) expect_sound(sample.text);
}

TEST(Tokenize, SurvivesAnyBytes) {
    Random random(1);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (std::uint32_t i = random.below(40); i > 0; --i) {
            if (random.below(3) == 0) {
                append_utf8(text, random.below(0x3200));
            } else {
                text.push_back(static_cast<char>(random.below(256)));
            }
        }
        expect_sound(text);
    }
}

TEST(Tokenize, JoinsApostrophesAndNumbers) {
    EXPECT_EQ(words_of("isn't l'eau rock'n'roll"), (Words{"isn't", "l", "eau", "rock'n'roll"}));
    EXPECT_EQ(words_of("Isn’t"), (Words{"isn't"}));
    EXPECT_EQ(words_of("1,234.50 and 3.14. 4k covid19"),
              (Words{"1,234.50", "and", "3.14", "4k", "covid19"}));
    EXPECT_EQ(words_of("top-up e_mail"), (Words{"top", "up", "e", "mail"}));
    EXPECT_EQ(words_of(" \t\n--!?"), Words{});
}

TEST(Tokenize, KeepsMarksWithTheirLetters) {
    EXPECT_EQ(words_of("e\u0301te\u0301"), (Words{"e\u0301te\u0301"}));
    EXPECT_EQ(words_of("नमस्ते"), (Words{"नमस्ते"}));
}

TEST(Tokenize, CutsRunsWithoutSpacesIntoOverlappingPairs) {
    EXPECT_EQ(words_of("银行卡 x 卡"), (Words{"银行", "行卡", "x", "卡"}));
    EXPECT_EQ(words_of("コーヒーを飲む"), (Words{"コーヒー", "を", "飲", "む"}));
    EXPECT_EQ(words_of("เที่ยว"), (Words{"เที่ย", "ยว"}));
}

TEST(Unicode, FoldsEveryCaseOnce) {
    for (char32_t c = 0; c < 0x20000; ++c) {
        const char32_t folded = fold_case(c);
        EXPECT_EQ(fold_case(folded), folded) << static_cast<std::uint32_t>(c);
    }
    const std::pair<char32_t, char32_t> pairs[] = {
        {U'A', U'a'}, {U'Ä', U'ä'}, {U'Ÿ', U'ÿ'},   {U'Ł', U'ł'},  {U'Σ', U'σ'},
        {U'ς', U'σ'}, {U'Я', U'я'}, {U'Ї', U'ї'},   {U'Ք', U'ք'},  {U'Ა', U'ა'},
        {U'İ', U'i'}, {U'ẞ', U'ß'}, {0x212a, U'k'}, {U'Ａ', U'ａ'}};
    for (const auto& [capital, small] : pairs) {
        EXPECT_EQ(fold_case(capital), small) << static_cast<std::uint32_t>(capital);
    }
}

TEST(Unicode, KnowsItsClasses) {
    EXPECT_EQ(char_class(U'ß'), CharClass::letter);
    EXPECT_EQ(char_class(U'한'), CharClass::letter);
    EXPECT_EQ(char_class(U'卡'), CharClass::han);
    EXPECT_EQ(char_class(U'ひ'), CharClass::hiragana);
    EXPECT_EQ(char_class(U'カ'), CharClass::katakana);
    EXPECT_EQ(char_class(U'ก'), CharClass::southeast);
    EXPECT_EQ(char_class(U'٣'), CharClass::digit);
    EXPECT_EQ(char_class(0x301), CharClass::mark);
    EXPECT_EQ(char_class(U'。'), CharClass::other);
    EXPECT_EQ(char_class(0x1f600), CharClass::other);
    EXPECT_EQ(char_class(0x10ffff), CharClass::other);
    EXPECT_TRUE(is_space(0x3000));
    EXPECT_TRUE(is_word_char('_'));
    EXPECT_FALSE(is_word_char('-'));
}

}  // namespace
}  // namespace labelscape
