#include "app/text_matches.hpp"

#include <gtest/gtest.h>

#include "app/filtering.hpp"

namespace labelscape {
namespace {

FilterChip chip(std::string kind, std::string value) {
    FilterChip made;
    made.kind = std::move(kind);
    made.value = std::move(value);
    return made;
}

Bitset only(DocId doc) {
    const DocId docs[] = {doc};
    return Bitset::of(8, docs);
}

TEST(TextConditions, AreThoseOfChipsAndSearchOnce) {
    const Filter filter = {chip("text", "card"), chip("labeled", "card"), chip("regex", "c.rd"),
                           chip("regex", "card"), chip("regex", "(unclosed")};
    const std::vector<TextCondition> wanted = {{"card", false}, {"c.rd", true}, {"card", true}, {"pay", false}};
    EXPECT_EQ(text_conditions(filter, "pay"), wanted);
    EXPECT_EQ(text_conditions(filter, "card").size(), 3u);
    EXPECT_TRUE(text_conditions({}, "").empty());
}

TEST(TextMatches, AreKnownForTheirTextsAlone) {
    TextMatches matches;
    const auto texts = std::make_shared<const Dataset>(), others = std::make_shared<const Dataset>();
    EXPECT_FALSE(matches.find(texts, {"a", false}));
    matches.keep(texts, {"a", false}, only(1));
    matches.keep(texts, {"a", true}, only(2));
    EXPECT_EQ(*matches.find(texts, {"a", false}), only(1));
    EXPECT_EQ(*matches.find(texts, {"a", true}), only(2));
    EXPECT_FALSE(matches.find(others, {"a", false}));
    matches.keep(others, {"b", false}, only(3));
    EXPECT_FALSE(matches.find(texts, {"a", false}));
}

TEST(TextMatches, ForgetWhatIsNotNeeded) {
    TextMatches matches;
    const auto texts = std::make_shared<const Dataset>();
    std::vector<TextCondition> needed;
    for (int i = 0; i < 30; ++i) needed.push_back({"needed " + std::to_string(i), false});
    matches.need(needed);
    for (const TextCondition& condition : needed) matches.keep(texts, condition, only(1));
    for (int i = 0; i < 100; ++i) matches.keep(texts, {"typed " + std::to_string(i), false}, only(2));
    for (const TextCondition& condition : needed) EXPECT_TRUE(matches.find(texts, condition));
    EXPECT_TRUE(matches.find(texts, {"typed 99", false}));
    EXPECT_FALSE(matches.find(texts, {"typed 0", false}));
}

}  // namespace
}  // namespace labelscape
