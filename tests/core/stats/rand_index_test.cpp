#include "core/stats/rand_index.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace labelscape {
namespace {

using Split = std::vector<std::int32_t>;

/// From all pairs: (agreeing - expected) / (highest - expected).
double slow_index(const Split& a, const Split& b) {
    double both = 0, in_a = 0, in_b = 0, all = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            both += a[i] == a[j] && b[i] == b[j];
            in_a += a[i] == a[j];
            in_b += b[i] == b[j];
            ++all;
        }
    }
    const double expected = in_a * in_b / all;
    return (both - expected) / ((in_a + in_b) / 2 - expected);
}

TEST(AdjustedRandIndex, EqualsTheCountOfPairs) {
    Random random(1);
    for (int round = 0; round < 50; ++round) {
        Split a, b;
        for (int i = 0; i < 120; ++i) {
            a.push_back(static_cast<std::int32_t>(random.below(5)) - 1);
            b.push_back(random.below(3) == 0 ? a.back()
                                             : static_cast<std::int32_t>(random.below(4)));
        }
        EXPECT_NEAR(adjusted_rand_index(a, b), slow_index(a, b), 1e-12);
        EXPECT_DOUBLE_EQ(adjusted_rand_index(a, b), adjusted_rand_index(b, a));
        EXPECT_DOUBLE_EQ(adjusted_rand_index(a, a), 1);
    }
}

TEST(AdjustedRandIndex, TrivialSplits) {
    EXPECT_EQ(adjusted_rand_index({}, {}), 1);
    EXPECT_EQ(adjusted_rand_index(Split{1}, Split{7}), 1);
    EXPECT_EQ(adjusted_rand_index(Split{1, 1, 1}, Split{2, 2, 2}), 1);
    EXPECT_EQ(adjusted_rand_index(Split{1, 2, 3}, Split{3, 2, 1}), 1);
    EXPECT_EQ(adjusted_rand_index(Split{1, 1, 1}, Split{1, 2, 3}), 0);
}

}  // namespace
}  // namespace labelscape
