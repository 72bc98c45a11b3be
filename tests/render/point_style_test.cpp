#include "render/point_style.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace labelscape {
namespace {

TEST(PointRadius, GrowsWithZoomWithinItsLimits) {
    const PointSizeRule rule;
    float last = 0;
    for (double zoom = 0.1; zoom < 1000; zoom *= 1.1) {
        const float radius = point_radius_px(rule, 10'000, zoom);
        EXPECT_GE(radius, last);
        EXPECT_GE(radius, rule.min_radius_px);
        EXPECT_LE(radius, rule.max_radius_px);
        last = radius;
    }
    EXPECT_EQ(last, rule.max_radius_px);
    EXPECT_NEAR(point_radius_px(rule, 300, 1), 4.0f, 0.01f);
    EXPECT_NEAR(point_radius_px(rule, 300, 2) / point_radius_px(rule, 300, 1), 1.414f, 0.01f);
    EXPECT_GT(point_radius_px(rule, 300, 1), point_radius_px(rule, 10'000, 1));
    EXPECT_EQ(point_radius_px({.scale = 2}, 1'000'000, 1), 2 * rule.min_radius_px);
}

TEST(Crowding, CodeKeepsThePointsPerCellWithinThreePercent) {
    for (float points = 0.5f; points < 60'000; points *= 1.3f) {
        EXPECT_NEAR(points_per_cell(crowding_code(points)), points, 0.03f * (points + 1));
    }
    EXPECT_EQ(crowding_code(-1), 0);
    EXPECT_EQ(crowding_code(1e9f), 255);
}

TEST(PointOpacity, FallsWithTheCrowdButTheCrowdTogetherStaysDense) {
    float last = 1;
    for (float overlap = 0; overlap < 300; overlap += 0.5f) {
        const float opacity = point_opacity(overlap);
        EXPECT_LE(opacity, last);
        EXPECT_GE(opacity, 0.04f);
        last = opacity;
    }
    EXPECT_GT(point_opacity(0.1f), 0.9f);
    for (float overlap = 2; overlap < 300; overlap *= 2) {
        EXPECT_GT(1 - std::pow(1 - point_opacity(overlap), overlap), 0.8f) << overlap;
    }
}

TEST(MotionBudget, ShrinksWhenSlowGrowsWhenFastAndStaysInBounds) {
    MotionBudget budget;
    const std::int64_t start = budget.points();
    budget.learn(30, start);
    budget.learn(0, start);
    EXPECT_EQ(budget.points(), start);
    budget.learn(200, start);
    EXPECT_EQ(budget.points(), start / 2);
    for (int i = 0; i < 100; ++i) budget.learn(500, budget.points());
    EXPECT_EQ(budget.points(), MotionBudget::k_min_points);
    budget.learn(10, 100);  // fast, but it drew next to nothing: that says little
    EXPECT_EQ(budget.points(), MotionBudget::k_min_points);
    for (int i = 0; i < 100; ++i) budget.learn(10, budget.points());
    EXPECT_EQ(budget.points(), MotionBudget::k_max_points);
}

}  // namespace
}  // namespace labelscape
