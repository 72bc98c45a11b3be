#include "core/knn/exact_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

TEST(ExactSearch, OrdersByCosineThenRow) {
    Matrix vectors(6, 2);
    vectors.data = {1, 0, 0, 1, 1, 0, 0.6f, 0.8f, -1, 0, 0, 0};
    const float query[] = {1, 0};
    const std::vector<Match> expected = {{0, 1.0f}, {2, 1.0f}, {3, 0.6f},
                                         {1, 0.0f}, {5, 0.0f}, {4, -1.0f}};
    EXPECT_EQ(top_k(vectors.view(), query, 10), expected);
    EXPECT_EQ(top_k(vectors.view(), query, 3, 0, ScanOn::caller),
              (std::vector<Match>{{2, 1.0f}, {3, 0.6f}, {1, 0.0f}}));
    EXPECT_TRUE(top_k(vectors.view(), query, 0).empty());
}

TEST(ExactSearch, AlikeIsTopKCutAtTheThreshold) {
    const Mixture mixture = make_mixture(9000, 32, 20);
    const float* const query = mixture.vectors.row(17);
    const std::vector<Match> all = top_k(mixture.vectors.view(), query, 9000, 17);
    ASSERT_EQ(all.size(), 8999u);
    for (const float threshold : {0.2f, 0.7f, 0.95f, 2.0f}) {
        const auto end = std::find_if(all.begin(), all.end(),
                                      [&](const Match& m) { return m.similarity < threshold; });
        EXPECT_EQ(alike(mixture.vectors.view(), query, threshold, 17),
                  std::vector<Match>(all.begin(), end));
    }
    EXPECT_EQ(similarities(mixture.vectors.view(), query, ScanOn::caller),
              similarities(mixture.vectors.view(), query));
}

TEST(ExactSearch, NoRows) {
    const float query[] = {1, 0};
    EXPECT_TRUE(similarities({nullptr, 0, 2}, query).empty());
    EXPECT_TRUE(alike({nullptr, 0, 2}, query, 0.5f).empty());
}

}  // namespace
}  // namespace labelscape
