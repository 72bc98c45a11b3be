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
    const UnitRows rows = UnitRows::of(vectors.view());
    const auto expect = [](const std::vector<Match>& found, const std::vector<Match>& expected) {
        ASSERT_EQ(found.size(), expected.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            EXPECT_EQ(found[i].row, expected[i].row);
            EXPECT_NEAR(found[i].similarity, expected[i].similarity, 0.002f);
        }
    };
    expect(top_k(rows, query, 10),
           {{0, 1.0f}, {2, 1.0f}, {3, 0.6f}, {1, 0.0f}, {5, 0.0f}, {4, -1.0f}});
    expect(top_k(rows, query, 3, 0, ScanOn::caller), {{2, 1.0f}, {3, 0.6f}, {1, 0.0f}});
    EXPECT_TRUE(top_k(rows, query, 0).empty());
}

TEST(ExactSearch, AlikeIsTopKCutAtTheThreshold) {
    const Mixture mixture = make_mixture(9000, 32, 20);
    const UnitRows rows = mixture.rows();
    const float* const query = mixture.vectors.row(17);
    const std::vector<Match> all = top_k(rows, query, 9000, 17);
    ASSERT_EQ(all.size(), 8999u);
    for (const float threshold : {0.2f, 0.7f, 0.95f, 2.0f}) {
        const auto end = std::find_if(all.begin(), all.end(),
                                      [&](const Match& m) { return m.similarity < threshold; });
        EXPECT_EQ(alike(rows, query, threshold, 17),
                  std::vector<Match>(all.begin(), end));
    }
    EXPECT_EQ(similarities(rows, query, ScanOn::caller), similarities(rows, query));
}

TEST(ExactSearch, NoRows) {
    const float query[] = {1, 0};
    EXPECT_TRUE(similarities(UnitRows(0, 2), query).empty());
    EXPECT_TRUE(alike(UnitRows(0, 2), query, 0.5f).empty());
}

}  // namespace
}  // namespace labelscape
