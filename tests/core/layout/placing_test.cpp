#include "core/layout/placing.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <set>

namespace labelscape {
namespace {

/// Four placed rows at the corners of a square, around (1, 1).
const std::vector<float> k_corners = {0, 0, 2, 0, 0, 2, 2, 2};

NeighborGraph asked(std::vector<std::int32_t> neighbors, std::vector<float> cosines, std::int32_t k) {
    return {static_cast<std::int32_t>(neighbors.size()) / k, k, std::move(neighbors), std::move(cosines)};
}

TEST(Placing, LiesAmidItsNeighborsNearerToTheNearer) {
    const auto middle = place_rows(asked({0, 1, 2, 3}, {0.5f, 0.5f, 0.5f, 0.5f}, 4), k_corners);
    ASSERT_EQ(middle.size(), 2u);
    EXPECT_NEAR(middle[0], 1, 1e-5);
    EXPECT_NEAR(middle[1], 1, 1e-5);
    const auto nearer = place_rows(asked({3, 0, 1, 2}, {0.9f, 0.5f, 0.5f, 0.5f}, 4), k_corners);
    EXPECT_GT(nearer[0], 1.2f);
    EXPECT_LT(nearer[0], 2.0f);
    EXPECT_EQ(nearer[0], nearer[1]);
}

TEST(Placing, LiesAtAnEqualOneButNeverOnAnother) {
    const auto copies =
        place_rows(asked({2, 0, 1, 2, 0, 1, 2, 0, 1}, {1, 0.5f, 0.5f, 1, 0.5f, 0.5f, 1, 0.5f, 0.5f}, 3), k_corners);
    std::set<std::pair<float, float>> places;
    for (std::size_t i = 0; i < copies.size(); i += 2) {
        EXPECT_NEAR(copies[i], 0, 0.05);
        EXPECT_NEAR(copies[i + 1], 2, 0.05);
        places.emplace(copies[i], copies[i + 1]);
    }
    places.emplace(0.0f, 2.0f);
    EXPECT_EQ(places.size(), 4u);
    // Where an earlier copy moved to is taken as well.
    std::vector<float> more = k_corners;
    more.insert(more.end(), copies.begin(), copies.end());
    const auto next = place_rows(asked({2, 0}, {1, 0.5f}, 2), more);
    EXPECT_FALSE(places.contains({next[0], next[1]}));
}

TEST(Placing, LikeNoOtherLiesAtTheNearestAndInNoTopic) {
    const auto graph = asked({1, 0}, {-0.1f, -0.2f}, 2);
    const auto place = place_rows(graph, k_corners);
    EXPECT_NEAR(place[0], 2, 0.05);
    EXPECT_NEAR(place[1], 0, 0.05);
    EXPECT_EQ(topics_by_neighbors(graph, std::vector<TopicId>{4, 4}), std::vector<TopicId>{k_outlier});
}

TEST(Placing, HasTheTopicOfMostOfItsNeighborsByWeight) {
    const std::vector<TopicId> topics = {5, 5, 7};   // row 3 came later
    const auto topic = [&](std::vector<std::int32_t> neighbors, std::vector<float> cosines) {
        const auto k = static_cast<std::int32_t>(neighbors.size());
        return topics_by_neighbors(asked(std::move(neighbors), std::move(cosines), k), topics)[0];
    };
    EXPECT_EQ(topic({0, 1, 2}, {0.5f, 0.5f, 0.5f}), 5);
    EXPECT_EQ(topic({2, 0, 1}, {0.99f, 0.3f, 0.3f}), 7) << "one that is near counts more than two that are far";
    EXPECT_EQ(topic({3, 2}, {0.9f, 0.3f}), k_outlier);
    EXPECT_EQ(topic({2, 3}, {0.9f, 0.3f}), 7);
}

}  // namespace
}  // namespace labelscape
