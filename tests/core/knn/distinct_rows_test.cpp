#include "core/knn/distinct_rows.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/random.hpp"

namespace labelscape {
namespace {

UnitRows rows_with_copies(std::int32_t rows, std::int32_t kinds, std::uint64_t seed) {
    Random random(seed);
    Matrix given(kinds, 8);
    for (float& value : given.data) value = random.uniform() - 0.5f;
    Matrix all(rows, 8);
    for (std::int32_t row = 0; row < rows; ++row) {
        std::copy_n(given.row(static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(kinds)))), 8,
                    all.row(row));
    }
    return UnitRows::of(all.view());
}

TEST(DistinctRows, TellsEachKindOnce) {
    const UnitRows rows = rows_with_copies(3000, 200, 1);
    const DistinctRows distinct = distinct_rows(rows);
    ASSERT_EQ(distinct.kind_of.size(), 3000u);
    EXPECT_EQ(distinct.kinds(), 200);
    EXPECT_TRUE(std::ranges::is_sorted(distinct.first_rows));
    for (std::int32_t row = 0; row < 3000; ++row) {
        const auto kind = static_cast<std::size_t>(distinct.kind_of[static_cast<std::size_t>(row)]);
        const auto first = static_cast<std::int32_t>(distinct.first_rows[kind]);
        EXPECT_LE(first, row);
        EXPECT_EQ(rows.decoded(row), rows.decoded(first));
    }
    std::set<std::vector<float>> different;
    for (const auto first : distinct.first_rows) different.insert(rows.decoded(static_cast<std::int32_t>(first)));
    EXPECT_EQ(different.size(), 200u);
}

TEST(DistinctRows, LeadsAroundTheCopiesOfARow) {
    const DistinctRows distinct = distinct_rows(rows_with_copies(500, 40, 2));
    for (std::size_t row = 0; row < 500; ++row) {
        std::set<std::size_t> met;
        for (std::size_t at = row; met.insert(at).second;) at = static_cast<std::size_t>(distinct.next_copy[at]);
        std::set<std::size_t> expected;
        for (std::size_t other = 0; other < 500; ++other) {
            if (distinct.kind_of[other] == distinct.kind_of[row]) expected.insert(other);
        }
        EXPECT_EQ(met, expected);
    }
}

TEST(DistinctRows, NoRowsAndOneRow) {
    EXPECT_EQ(distinct_rows(UnitRows(0, 8)).kinds(), 0);
    const DistinctRows one = distinct_rows(UnitRows(1, 8));
    EXPECT_EQ(one.kinds(), 1);
    EXPECT_EQ(one.next_copy, std::vector<std::int32_t>{0});
}

}  // namespace
}  // namespace labelscape
