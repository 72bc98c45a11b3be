#include "io/import_plan.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

const std::vector<std::string> k_texts = {
    "I want my money back",        "Where is the parcel I ordered?", "The app crashes on start",
    "How do I change my address?", "Refund please, this is broken",  "Cannot log in since Monday"};

ColumnPreview column(std::string name, std::vector<std::string> cells,
                     ColumnType type = ColumnType::text) {
    return {std::move(name), type, std::move(cells)};
}

TEST(ImportPlan, WhatStandsBetweenLabelsIsPartOfThePlan) {
    const std::vector<ColumnPreview> columns{
        column("text", k_texts), column("label", {"refund;bug", "bug", "parcel;refund", "bug", "refund", "parcel"})};
    EXPECT_EQ(guess_plan(columns).plan.label_separator, ";");
}

TEST(ImportPlan, NamesDecideFirst) {
    const std::vector<ColumnPreview> columns{
        column("title", {"a", "b", "c", "d", "e", "f"}), column("Text", k_texts),
        column("uuid", {"u1", "u2", "u3", "u4", "u5", "u6"}),
        column("intent", {"refund", "parcel", "bug", "account", "refund", "account"}),
        column("fold", {"train", "train", "test", "train", "test", "train"})};
    const PlanGuess guess = guess_plan(columns);
    EXPECT_EQ(guess.plan.text, "Text");
    EXPECT_EQ(guess.plan.id, "uuid");
    EXPECT_EQ(guess.plan.label, "intent");
    EXPECT_EQ(guess.plan.split, "fold");
    EXPECT_EQ(guess.plan.label_separator, "");
    EXPECT_EQ(guess.reasons.size(), 4u);
}

TEST(ImportPlan, CellsDecideWhereNamesSayNothing) {
    const std::vector<ColumnPreview> columns{
        column("Unnamed: 0", {"0", "1", "2", "3", "4", "5"}, ColumnType::number),
        column("col1", k_texts), column("col2", {"x", "y", "x", "y", "x", "x"}),
        column("score", {"0.1", "0.5", "0.7", "0.2", "0.9", "0.3"}, ColumnType::number),
        column("part", {"train", "train", "dev", "train", "train", "dev"})};
    const PlanGuess guess = guess_plan(columns);
    EXPECT_EQ(guess.plan.text, "col1");
    EXPECT_EQ(guess.plan.id, "Unnamed: 0");
    EXPECT_EQ(guess.plan.label, "col2");
    EXPECT_EQ(guess.plan.split, "part");
}

TEST(ImportPlan, AColumnNamedIdIsOneThoughSomeComeTwice) {
    const std::vector<ColumnPreview> columns{column("text", k_texts), column("id", {"1", "1", "2", "3", "4", "5"})};
    EXPECT_EQ(guess_plan(columns).plan.id, "id");
}

TEST(ImportPlan, DoubtIsLeftToThePerson) {
    const std::vector<ColumnPreview> columns{
        column("text", k_texts), column("id", {"1", "1", "1", "2", "2", "2"}),
        column("a", {"x", "y", "x", "y", "x", "x"}), column("b", {"p", "q", "p", "q", "q", "q"})};
    const PlanGuess guess = guess_plan(columns);
    EXPECT_EQ(guess.plan.id, "") << "it numbers groups";
    EXPECT_EQ(guess.plan.label, "") << "two columns could be meant";
    EXPECT_EQ(guess.reasons.size(), 4u);
    EXPECT_EQ(guess_plan({}).plan, ImportPlan{});
    const std::vector<ColumnPreview> numbers{column("n", {"1", "5", "2"}, ColumnType::number)};
    EXPECT_EQ(guess_plan(numbers).plan.text, "n") << "the only column";
}

TEST(ImportPlan, VectorsAreFoundAndIdsBesideThemAreNoTexts) {
    const auto vectors =
        column("embedding", {"8 numbers: 0.1, …", "8 numbers: 0.2, …", "8 numbers: 0.3, …"}, ColumnType::vector);
    const PlanGuess alone = guess_plan(std::vector{vectors});
    EXPECT_EQ(alone.plan.vectors, "embedding");
    EXPECT_EQ(alone.plan.text, "");
    const PlanGuess named = guess_plan(std::vector{vectors, column("code", {"a-17", "a-18", "b-2"})});
    EXPECT_EQ(named.plan.vectors, "embedding");
    EXPECT_EQ(named.plan.id, "code");
    EXPECT_EQ(named.plan.text, "");
    const PlanGuess with_texts = guess_plan(std::vector{
        column("key", {"one", "two", "three"}), column("said", {k_texts[0], k_texts[1], k_texts[2]}), vectors});
    EXPECT_EQ(with_texts.plan.text, "said");
    EXPECT_EQ(with_texts.plan.id, "key");
    EXPECT_EQ(with_texts.plan.vectors, "embedding");
}

TEST(ImportPlan, SeparatorsAreFoundByTheirParts) {
    const auto separator = [](std::vector<std::string> cells) {
        return guess_label_separator(column("label", std::move(cells)));
    };
    EXPECT_EQ(separator({"a;b", "a", "b;c"}), ";");
    EXPECT_EQ(separator({"joy|anger", "fear"}), "|");
    EXPECT_EQ(separator({"a#b", "b"}), "#");
    EXPECT_EQ(separator({"a, b", "b", "c"}), ",");
    EXPECT_EQ(separator({"[\"a\",\"b\"]", "[]", ""}), k_json_array);
    EXPECT_EQ(separator({"C#", "Java", "C#"}), "") << "nothing after it";
    EXPECT_EQ(separator({"Food, drinks", "Travel"}), "") << "no part stands alone";
    EXPECT_EQ(separator({"a", "b"}), "");
    EXPECT_EQ(separator({}), "");
    EXPECT_EQ(guess_label_separator(column("label", {}, ColumnType::list)), k_json_array);
}

TEST(ImportPlan, CellsSplitIntoLabels) {
    using Labels = std::vector<std::string>;
    EXPECT_EQ(split_labels(" a ; b;;a", ";"), (Labels{"a", "b"}));
    EXPECT_EQ(split_labels("a;b", ""), (Labels{"a;b"}));
    EXPECT_EQ(split_labels("  ", ";"), Labels{});
    EXPECT_EQ(split_labels("[\"x, y\", 3, true]", k_json_array), (Labels{"x, y", "3", "true"}));
    EXPECT_EQ(split_labels("[broken", k_json_array), (Labels{"[broken"}));
    EXPECT_EQ(split_labels("[[1]]", k_json_array), (Labels{"[[1]]"}));
    EXPECT_EQ(split_labels("[]", k_json_array), Labels{});
}

}  // namespace
}  // namespace labelscape
