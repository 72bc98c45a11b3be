#include "render/density_grid.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "base/random.hpp"
#include "render/scatter_inputs.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_side = DensityGrid::k_side;

/// A red crowd near (-0.5, -0.5), blue ones here and there.
struct Cloud {
    std::vector<float> positions;
    std::vector<Rgba8> color_of_point;
    std::vector<Rgba8> in_order(const PointOrder& order) const {
        std::vector<Rgba8> colors;
        for (const std::uint32_t point : order.points()) colors.push_back(color_of_point[point]);
        return colors;
    }
};

Cloud make_cloud() {
    Random random(4);
    Cloud cloud;
    for (int i = 0; i < 3000; ++i) {
        const bool crowd = i % 3 != 0;
        const float u = 2 * random.uniform() - 1, v = 2 * random.uniform() - 1;
        cloud.positions.push_back(crowd ? -0.5f + 0.1f * u : u);
        cloud.positions.push_back(crowd ? -0.5f + 0.1f * v : v);
        cloud.color_of_point.push_back(crowd ? Rgba8{200, 40, 40} : Rgba8{40, 40, 200});
    }
    return cloud;
}

Rgba8 cell_at(const DensityGrid& grid, float x, float y) {
    const float extent = grid.bounds.max_x - grid.bounds.min_x;
    const auto column = static_cast<std::int32_t>((x - grid.bounds.min_x) / extent * k_side);
    const auto row = static_cast<std::int32_t>((y - grid.bounds.min_y) / extent * k_side);
    return grid.cells[row * k_side + column];
}

TEST(DensityGrid, ShowsTheCrowdInItsColor) {
    const Cloud cloud = make_cloud();
    const PointOrder order(cloud.positions);
    const DensityGrid grid =
        density_of(cloud.positions, order, PointLayers(order, {}), cloud.in_order(order));
    const Rgba8 crowd = cell_at(grid, -0.5f, -0.5f), elsewhere = cell_at(grid, 0.5f, 0.5f);
    EXPECT_GT(crowd.a, 110);
    EXPECT_LT(elsewhere.a, 20);
    EXPECT_GT(crowd.r, 180);
    EXPECT_LT(crowd.b, 60);
}

TEST(DensityGrid, LeavesOutHiddenAndDimmedPoints) {
    const Cloud cloud = make_cloud();
    const PointOrder order(cloud.positions);
    std::vector<std::uint8_t> flags(3000);
    for (std::size_t i = 0; i < flags.size(); ++i) {
        if (i % 3 != 0) flags[i] = i % 2 ? k_point_hidden : k_point_dimmed;
    }
    const DensityGrid grid =
        density_of(cloud.positions, order, PointLayers(order, flags), cloud.in_order(order));
    for (const Rgba8& cell : grid.cells) EXPECT_LE(cell.r, 41);
}

TEST(DensityGrid, OfNothingIsEmpty) {
    const PointOrder order;
    const DensityGrid grid = density_of({}, order, PointLayers(order, {}), {});
    EXPECT_TRUE(grid.cells.empty());
    EXPECT_TRUE(density_tiles(grid).empty());
}

TEST(DensityTiles, CoverEveryCellThatShows) {
    const Cloud cloud = make_cloud();
    const PointOrder order(cloud.positions);
    const DensityGrid grid =
        density_of(cloud.positions, order, PointLayers(order, {}), cloud.in_order(order));
    const std::vector<GridCorner> corners = density_tiles(grid);
    ASSERT_EQ(corners.size() % 6, 0u);
    std::vector<bool> covered(k_side * k_side);
    for (std::size_t i = 0; i < corners.size(); i += 6) {
        for (std::int32_t y = corners[i].y; y < corners[i + 5].y; ++y) {
            for (std::int32_t x = corners[i].x; x < corners[i + 5].x; ++x) {
                EXPECT_FALSE(covered[y * k_side + x]);
                covered[y * k_side + x] = true;
            }
        }
    }
    for (std::size_t i = 0; i < covered.size(); ++i) {
        if (grid.cells[i].a >= 6) EXPECT_TRUE(covered[i]);
    }
}

}  // namespace
}  // namespace labelscape
