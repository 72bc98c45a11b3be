#include "ui/panels/column_values.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace labelscape {
namespace {

TEST(ColumnValues, TheMostFrequentComeFirstAndMissingOnesDoNotCount) {
    Dataset data;
    const char* cells[] = {"b", "", "a", "b", "c", "c", ""};
    for (int i = 0; i < 7; ++i) data.append("text", std::to_string(i));
    const std::size_t column = data.column("kind", ColumnType::text);
    for (DocId doc = 0; doc < 7; ++doc) data.set_text(column, doc, cells[doc]);
    data.pad_columns();
    const std::vector<ValueCount> wanted = {{"b", 2}, {"c", 2}, {"a", 1}};
    EXPECT_EQ(frequent_values(data, data.columns()[column], 10), wanted);
    EXPECT_EQ(frequent_values(data, data.columns()[column], 1).size(), 1u);
}

TEST(ColumnValues, ARangeLeavesOutWhatIsMissing) {
    Column column;
    EXPECT_FALSE(number_range(column));
    column.numbers = {std::nan(""), 3, -1.5, std::numeric_limits<double>::infinity()};
    EXPECT_EQ(number_range(column), std::make_pair(-1.5, 3.0));
}

TEST(ColumnValues, BoundsAreReadAsTheyAreWritten) {
    for (const double value : {0.0, -12.5, 1e21, 0.1}) {
        EXPECT_EQ(parse_bound(ColumnType::number, bound_text(ColumnType::number, value), false), value);
    }
    for (const double day : {-719468.0, -1.0, 0.0, 19782.0, 20148.0}) {
        const double ms = day * 86400000;
        EXPECT_EQ(parse_bound(ColumnType::date, bound_text(ColumnType::date, ms + 5000), false), ms);
        EXPECT_EQ(parse_bound(ColumnType::date, bound_text(ColumnType::date, ms), true), ms + 86399999);
    }
    EXPECT_EQ(bound_text(ColumnType::date, 951782400000), "2000-02-29");
    for (const char* wrong : {"", "x", "12x", "nan", "inf"})
        EXPECT_FALSE(parse_bound(ColumnType::number, wrong, false)) << wrong;
    for (const char* wrong : {"", "2025", "2025-02-30", "2025-13-01", "20250301", "2025-3-011"}) {
        EXPECT_FALSE(parse_bound(ColumnType::date, wrong, false)) << wrong;
    }
}

}  // namespace
}  // namespace labelscape
