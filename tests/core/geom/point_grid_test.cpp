#include "core/geom/point_grid.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/random.hpp"

namespace labelscape {
namespace {

using Points = std::vector<Point2>;

constexpr float k_nan = std::numeric_limits<float>::quiet_NaN();

std::optional<DocId> slow_nearest(const Points& points, Point2 at, float radius,
                                  const Bitset* visible) {
    std::optional<DocId> best;
    double least = static_cast<double>(radius) * radius;
    for (DocId doc = 0; doc < points.size(); ++doc) {
        if (visible && !visible->test(doc)) continue;
        const double x = static_cast<double>(points[doc].x) - at.x;
        const double y = static_cast<double>(points[doc].y) - at.y;
        const double distance2 = x * x + y * y;
        if (distance2 < least || (!best && distance2 == least)) {
            best = doc;
            least = distance2;
        }
    }
    return best;
}

/// Clouds, lines, heaps of equal points, and some that are nowhere.
std::vector<Points> cases() {
    Random random(1);
    std::vector<Points> all(5);
    for (int i = 0; i < 3000; ++i) {
        const float x = random.uniform() * 10;
        const float y = random.uniform() * 10;
        all[0].push_back({x, y});
        all[1].push_back({x, 3});
        all[2].push_back({1e6f + x * x * x, y * 1e-4f});
        all[3].push_back({static_cast<float>(i % 7), static_cast<float>(i % 3)});
        all[4].push_back(i % 3 == 0
                             ? Point2{k_nan, y}
                             : Point2{x, i % 3 == 1 ? y : std::numeric_limits<float>::infinity()});
    }
    return all;
}

TEST(PointGrid, FindsTheNearest) {
    Random random(2);
    for (const Points& points : cases()) {
        const PointGrid grid(points);
        Bitset visible(static_cast<std::uint32_t>(points.size()));
        for (DocId doc = 0; doc < points.size(); doc += 3) visible.set(doc);
        for (int i = 0; i < 300; ++i) {
            const Point2 near = points[1 + 3 * random.below(900)];
            const Point2 at{near.x + random.uniform() - 0.5f, near.y + random.uniform() - 0.5f};
            const float radius = random.uniform();
            ASSERT_EQ(grid.nearest(at, radius), slow_nearest(points, at, radius, nullptr));
            ASSERT_EQ(grid.nearest(at, radius, visible),
                      slow_nearest(points, at, radius, &visible));
        }
    }
}

TEST(PointGrid, FindsWhatARectangleHolds) {
    Random random(3);
    for (const Points& points : cases()) {
        const PointGrid grid(points);
        for (int i = 0; i < 50; ++i) {
            const Point2 a = points[1 + 3 * random.below(900)];
            const Point2 b = points[1 + 3 * random.below(900)];
            const Rect2 rect{std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x),
                             std::max(a.y, b.y)};
            const Bitset inside = grid.in_rect(rect);
            for (DocId doc = 0; doc < points.size(); ++doc) {
                ASSERT_EQ(inside.test(doc),
                          std::isfinite(points[doc].x) && rect.contains(points[doc]));
            }
        }
    }
}

TEST(PointGrid, OddQuestionsHaveEmptyAnswers) {
    const PointGrid nothing(Points{});
    EXPECT_FALSE(nothing.nearest({0, 0}, 1));
    EXPECT_EQ(PointGrid().in_rect({0, 0, 1, 1}).size(), 0u);
    const PointGrid nowhere(Points(3, Point2{k_nan, k_nan}));
    EXPECT_FALSE(nowhere.nearest({0, 0}, 1e30f));
    EXPECT_EQ(nowhere.in_rect({-1, -1, 1, 1}).size(), 3u);
    const PointGrid one(Points{{1, 1}});
    EXPECT_EQ(one.nearest({1, 2}, 1), DocId{0});
    EXPECT_FALSE(one.nearest({1, 2.1f}, 1));
    EXPECT_FALSE(one.nearest({k_nan, 1}, 1));
    EXPECT_FALSE(one.nearest({1, 1}, -1));
    EXPECT_TRUE(one.in_rect({2, 2, 0, 0}).none());
    EXPECT_TRUE(one.nearest({1e38f, 1}, 3e38f).has_value());
}

}  // namespace
}  // namespace labelscape
