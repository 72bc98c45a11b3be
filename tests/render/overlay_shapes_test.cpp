#include "render/overlay_shapes.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "base/random.hpp"

namespace labelscape {
namespace {

float cross(Vec2 a, Vec2 b, Vec2 c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool inside(Vec2 p, Vec2 a, Vec2 b, Vec2 c) {
    const float u = cross(a, b, p), v = cross(b, c, p), w = cross(c, a, p);
    return (u >= 0 && v >= 0 && w >= 0) || (u <= 0 && v <= 0 && w <= 0);
}

bool even_odd(Vec2 p, const std::vector<Vec2>& corners) {
    bool in = false;
    for (std::size_t i = 0, j = corners.size() - 1; i < corners.size(); j = i++) {
        const Vec2 a = corners[i], b = corners[j];
        if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
            in = !in;
    }
    return in;
}

TEST(OverlayFan, InvertingItsTrianglesGivesTheEvenOddInside) {
    Random random(8);
    for (int trial = 0; trial < 20; ++trial) {
        std::vector<Vec2> corners(3 + random.below(20));
        for (Vec2& corner : corners) corner = {100 * random.uniform(), 100 * random.uniform()};
        std::vector<OverlayVertex> triangles;
        append_fan(triangles, corners);
        for (int i = 0; i < 200; ++i) {
            const Vec2 p{100 * random.uniform(), 100 * random.uniform()};
            bool inverted = false;
            for (std::size_t k = 0; k < triangles.size(); k += 3) {
                if (inside(p, triangles[k].px, triangles[k + 1].px, triangles[k + 2].px))
                    inverted = !inverted;
            }
            EXPECT_EQ(inverted, even_odd(p, corners));
        }
    }
}

TEST(OverlayLine, RunsAlongItsCornersWithoutGaps) {
    const std::vector<Vec2> corners = {{0, 0}, {100, 0}, {100, 50}};
    std::vector<OverlayVertex> triangles;
    append_line(triangles, corners, false, {.width_px = 2, .dash_px = 4, .color = {1, 2, 3}});
    ASSERT_EQ(triangles.size(), 12u);
    float last = 0;
    for (const OverlayVertex& vertex : triangles) {
        EXPECT_EQ(vertex.half_width_px, 1);
        EXPECT_EQ(vertex.dash_px, 4);
        last = std::max(last, vertex.along_px);
    }
    EXPECT_NEAR(last, 150, 1e-3f);
    // The second segment begins where the first ends.
    EXPECT_EQ(triangles[2].px, triangles[6].px);
    EXPECT_EQ(triangles[5].px, triangles[7].px);
}

TEST(OverlayLine, SkipsRepeatsAndStaysNearSharpCorners) {
    std::vector<OverlayVertex> triangles;
    append_line(triangles, std::vector<Vec2>{{5, 5}, {5, 5}, {5.1f, 5}}, true, {});
    EXPECT_TRUE(triangles.empty());
    append_line(triangles, std::vector<Vec2>{{0, 0}, {100, 0}, {0, 0.6f}, {50, 80}}, true,
                {.width_px = 2});
    ASSERT_EQ(triangles.size(), 24u);
    for (const OverlayVertex& vertex : triangles) {
        EXPECT_TRUE(std::isfinite(vertex.px.x) && std::isfinite(vertex.px.y));
        EXPECT_GT(vertex.px.x, -8);
        EXPECT_LT(vertex.px.x, 108);
    }
}

}  // namespace
}  // namespace labelscape
