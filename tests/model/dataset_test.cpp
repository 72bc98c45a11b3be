#include "model/dataset.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace labelscape {
namespace {

TEST(Dataset, FindsIdsAndSkipsHiddenOnes) {
    Dataset dataset;
    dataset.append("one", "a");
    dataset.append("two", "b");
    dataset.append("three", "a");  // the first "a" belongs to an undone import
    EXPECT_EQ(dataset.find_id("a"), 2u);
    EXPECT_EQ(dataset.find_id("b"), 1u);
    EXPECT_EQ(dataset.find_id("c"), std::nullopt);
    Bitset hidden(3);
    hidden.set(2);
    EXPECT_EQ(dataset.find_id("a", &hidden), 0u);
    hidden.set(1);
    EXPECT_EQ(dataset.find_id("b", &hidden), std::nullopt);
}

TEST(Dataset, CellsReadAsAPersonWouldWriteThem) {
    Dataset dataset;
    const auto number = dataset.column("n", ColumnType::number);
    const auto date = dataset.column("d", ColumnType::date);
    const auto flag = dataset.column("f", ColumnType::boolean);
    const auto text = dataset.column("t", ColumnType::text);
    dataset.append("x", "1");
    dataset.set_number(number, 0, 0.1);
    dataset.set_number(date, 0, 1709164800000);
    dataset.set_number(flag, 0, 1);
    dataset.append("y", "2");
    dataset.set_text(text, 1, "late");
    dataset.set_number(date, 1, 1e300);
    dataset.pad_columns();
    const auto cell = [&](std::size_t column, DocId doc) {
        return dataset.columns()[column].cell(doc);
    };
    EXPECT_EQ(cell(number, 0), "0.1");
    EXPECT_EQ(cell(date, 0), "2024-02-29");
    EXPECT_EQ(cell(flag, 0), "true");
    EXPECT_EQ(cell(text, 0), "");
    EXPECT_EQ(cell(number, 1), "");
    EXPECT_EQ(cell(date, 1), "") << "beyond what a date can be";
    EXPECT_EQ(cell(text, 1), "late");
}

TEST(Dataset, ColumnsOfOneNameAndTwoTypesStayApart) {
    Dataset dataset;
    const auto number = dataset.column("v", ColumnType::number);
    const auto text = dataset.column("v", ColumnType::text);
    EXPECT_NE(number, text);
    EXPECT_EQ(dataset.column("v", ColumnType::number), number);
    EXPECT_EQ(dataset.column("v", ColumnType::text), text);
    EXPECT_EQ(dataset.columns()[text].name, "v_2");
}

TEST(Dataset, ACopyGrowsWithoutChangingTheOriginal) {
    Dataset base;
    for (int i = 0; i < 100; ++i) base.append("text " + std::to_string(i), std::to_string(i));
    Dataset grown = base;
    for (int i = 100; i < 200; ++i) grown.append("grown", std::to_string(i));
    base.append("base", "own");
    EXPECT_EQ(base.size(), 101u);
    EXPECT_EQ(base.text(100), "base");
    EXPECT_EQ(grown.size(), 200u);
    EXPECT_EQ(grown.text(100), "grown");
    EXPECT_EQ(grown.text(99), "text 99");
    EXPECT_EQ(grown.find_id("own"), std::nullopt);
}

}  // namespace
}  // namespace labelscape
