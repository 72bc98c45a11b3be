#include "core/geom/polygon.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "base/parallel_for.hpp"
#include "base/random.hpp"

namespace labelscape {
namespace {

using Points = std::vector<Point2>;

Points random_points(std::size_t count, std::uint64_t seed, float scale = 1) {
    Random random(seed);
    Points points(count);
    for (Point2& p : points) {
        p.x = random.uniform() * scale;
        p.y = random.uniform() * scale;
    }
    return points;
}

TEST(Polygon, EvenOddRule) {
    const Points square{{0, 0}, {4, 0}, {4, 4}, {0, 4}};
    EXPECT_TRUE(polygon_contains(square, {1, 3}));
    EXPECT_FALSE(polygon_contains(square, {5, 3}));
    EXPECT_FALSE(polygon_contains(square, {-1, 0}));
    const Points bow_tie{{0, 0}, {4, 4}, {4, 0}, {0, 4}};
    EXPECT_TRUE(polygon_contains(bow_tie, {0.5f, 2}));
    EXPECT_FALSE(polygon_contains(bow_tie, {2, 1}));
    const Points twice{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}, {4, 0}, {4, 4}, {0, 4}};
    EXPECT_FALSE(polygon_contains(twice, {1, 3}));
    EXPECT_FALSE(polygon_contains(Points{{0, 0}, {4, 4}}, {2, 2}));
    EXPECT_FALSE(polygon_contains({}, {0, 0}));
}

TEST(Polygon, NeighborsShareNoPoint) {
    const Points left{{0, 0}, {2, 0}, {2, 2}, {0, 2}};
    const Points right{{2, 0}, {4, 0}, {4, 2}, {2, 2}};
    for (float x = 0.25f; x < 4; x += 0.25f) {
        for (float y = 0; y < 2; y += 0.25f) {
            EXPECT_EQ(polygon_contains(left, {x, y}) + polygon_contains(right, {x, y}), 1)
                << x << " " << y;
        }
    }
}

TEST(Polygon, ManyPointsAgreeWithOneByOne) {
    for (const std::size_t corners : {3u, 4u, 17u, 300u}) {
        const Points polygon = random_points(corners, corners);
        Points points = random_points(40000, 1, 1.4f);
        points[0] = {std::numeric_limits<float>::quiet_NaN(), 0.5f};
        points[1] = {0.5f, std::numeric_limits<float>::infinity()};
        for (std::size_t i = 0; i < corners; ++i) points[i + 2] = polygon[i];
        const Bitset inside = points_in_polygon(points, polygon);
        ASSERT_EQ(inside.size(), points.size());
        for (std::uint32_t i = 0; i < points.size(); ++i) {
            ASSERT_EQ(inside.test(i), polygon_contains(polygon, points[i])) << i;
        }
        const int all = parallel_workers();
        set_parallel_workers(1);
        EXPECT_EQ(points_in_polygon(points, polygon), inside);
        set_parallel_workers(all);
    }
}

TEST(Polygon, FlatAndEmptyOnesContainNothing) {
    const Points points = random_points(1000, 2);
    EXPECT_TRUE(points_in_polygon(points, Points{{0, 0.5f}, {1, 0.5f}, {0.5f, 0.5f}}).none());
    EXPECT_TRUE(points_in_polygon(points, Points(5, Point2{0.5f, 0.5f})).none());
    EXPECT_TRUE(points_in_polygon(points, {}).none());
    EXPECT_EQ(points_in_polygon({}, Points{{0, 0}, {1, 0}, {0, 1}}).size(), 0u);
}

}  // namespace
}  // namespace labelscape
