#include "core/text/text_search.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/parallel_for.hpp"
#include "core/topics/support.hpp"

namespace labelscape {
namespace {

bool matches(std::string_view query, std::string_view text) {
    return TextQuery::parse(query).matches(text);
}

std::vector<std::string> marked(std::string_view query, std::string_view text) {
    std::vector<std::string> parts;
    for (const TextRange range : TextQuery::parse(query).find(text)) {
        parts.emplace_back(text.substr(range.begin, range.end - range.begin));
    }
    return parts;
}

TEST(TextQuery, AllTermsMustBeThere) {
    EXPECT_TRUE(matches("card pay", "Payment by CARD"));
    EXPECT_FALSE(matches("card cash", "Payment by card"));
    EXPECT_TRUE(matches("", "anything"));
    EXPECT_TRUE(matches("  - \"\" ", "anything"));
    EXPECT_TRUE(TextQuery::parse(" \t").empty());
}

TEST(TextQuery, PhrasesWordsAndExclusions) {
    EXPECT_TRUE(matches("\"lost card\"", "my Lost\n  Card"));
    EXPECT_FALSE(matches("\"lost card\"", "card lost"));
    EXPECT_TRUE(matches("“lost card”", "a lost card"));
    EXPECT_FALSE(matches("card -lost", "lost card"));
    EXPECT_TRUE(matches("card -lost", "card"));
    EXPECT_TRUE(matches("-\"lost card\"", "card lost"));
    EXPECT_FALSE(matches("=up", "upper"));
    EXPECT_TRUE(matches("=up", "top-up"));
    EXPECT_TRUE(matches("-=up", "upper"));
    EXPECT_TRUE(matches("=\"top up\"", "to top up now"));
    EXPECT_FALSE(matches("=\"top up\"", "stop upper"));
    EXPECT_FALSE(matches("=ñ", "año"));
    EXPECT_TRUE(matches("\"no end", "there is no end"));
}

TEST(TextQuery, CaseDoesNotMatterInAnyScript) {
    EXPECT_TRUE(matches("карта", "КАРТА"));
    EXPECT_TRUE(matches("ΔΡΌΜΟΥΣ", "δρόμους"));
    EXPECT_TRUE(matches("银行", "我的银行卡"));
}

TEST(TextQuery, HighlightsTheOriginalBytes) {
    EXPECT_EQ(marked("card", "Card, card, discarded"),
              (std::vector<std::string>{"Card", "card", "card"}));
    EXPECT_EQ(marked("\"lost card\"", "a LOST \n card."),
              (std::vector<std::string>{"LOST \n card"}));
    EXPECT_EQ(marked("k", "\u212a and k"),
              (std::vector<std::string>{"\u212a", "k"}));  // Kelvin sign: 3 bytes
    EXPECT_EQ(marked("aba ab", "xababax"), (std::vector<std::string>{"ababa"}));
    EXPECT_EQ(marked("b -a", "ab"), std::vector<std::string>{});
    EXPECT_EQ(marked("end", " the end \n"), (std::vector<std::string>{"end"}));
}

// Pairs as Unicode's NFKC_Casefold makes them equal.
TEST(TextQuery, FormsOfALetterAreOneLetter) {
    const std::pair<std::string, std::string> same[] = {
        {"strasse", "Straße"},           {"straße", "STRASSE"},          {"STRAẞE", "strasse"},
        {"caf\u00e9", "cafe\u0301"},     {"cafe\u0301", "CAF\u00c9"},    {"\u1ec7", "e\u0323\u0302"},
        {"office", "o\ufb03ce"},         {"o\ufb03ce", "OFFICE"},        {"ABC 12", "\uff41\uff22\uff43 \uff11\uff12"},
        {"\uff76\uff9e", "\u30ac"},     {"\uac01", "\u1100\u1161\u11a8"}, {"co\u00adoperate", "cooperate"},
        {"zero", "ze\u200bro"},          {"\u0130stanbul", "i\u0307stanbul"}, {"m\u00b2", "m2"}};
    for (const auto& [query, text] : same) {
        EXPECT_TRUE(matches("\"" + query + "\"", text)) << query << " in " << text;
        EXPECT_TRUE(matches("=\"" + query + "\"", "x " + text + " y")) << query << " in " << text;
    }
    EXPECT_FALSE(matches("cafe", "tea"));
    EXPECT_FALSE(matches("=cafe", "café"));
    EXPECT_FALSE(matches("=e", "e\u0331"));   // no letter of its own, still one character
}

TEST(TextQuery, HighlightsWholeCharactersOfOtherForms) {
    EXPECT_EQ(marked("strasse", "die Straße, STRASSE"), (std::vector<std::string>{"Straße", "STRASSE"}));
    EXPECT_EQ(marked("stras", "Straße"), (std::vector<std::string>{"Straß"}));
    EXPECT_EQ(marked("se", "Straße"), (std::vector<std::string>{"ße"}));
    EXPECT_EQ(marked("caf\u00e9", "a cafe\u0301."), (std::vector<std::string>{"cafe\u0301"}));
    EXPECT_EQ(marked("ice", "o\ufb03ce"), (std::vector<std::string>{"\ufb03ce"}));
    EXPECT_EQ(marked("zero", "ze\u200bro!"), (std::vector<std::string>{"ze\u200bro"}));
}

std::vector<std::string> make_texts() {
    std::vector<std::string> texts;
    for (int i = 0; i < 5000; ++i)
        texts.push_back("Text number " + std::to_string(i) + (i % 3 == 0 ? " Card" : ""));
    return texts;
}

TEST(TextSearch, FindsTheSameInAnySlices) {
    const auto owned = make_texts();
    const std::vector<std::string_view> texts(owned.begin(), owned.end());
    Bitset expected(5000);
    for (std::uint32_t i = 0; i < 5000; i += 3) {
        if (std::to_string(i).find('7') == std::string::npos) expected.set(i);
    }
    TextSearch whole(Texts(texts), TextQuery::parse("card -7"));
    EXPECT_EQ(whole.step({}), Step::done);
    EXPECT_EQ(whole.result(), expected);
    TextSearch sliced(Texts(texts), TextQuery::parse("card -7"));
    EXPECT_GT(test::run_in_slices(sliced), 3);
    EXPECT_EQ(sliced.result(), expected);
    EXPECT_EQ(sliced.progress(), 1);
    TextSearch regex(Texts(texts), *Regex::compile("^[^7]* CARD$"));
    regex.step({});
    EXPECT_EQ(regex.result(), expected);
    TextSearch nothing(Texts{}, TextQuery::parse("x"));
    EXPECT_EQ(nothing.step({}), Step::done);
}

TEST(TextMatcher, ReportsRangesOfEitherKind) {
    const std::vector<TextRange> expected{{2, 4}};
    EXPECT_EQ(TextMatcher(TextQuery::parse("aa")).find("b aa"), expected);
    EXPECT_EQ(TextMatcher(*Regex::compile("a+")).find("b aa"), expected);
}

}  // namespace
}  // namespace labelscape
