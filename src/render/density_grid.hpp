#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "render/camera2d.hpp"
#include "render/color.hpp"
#include "render/point_layers.hpp"
#include "render/point_order.hpp"

namespace labelscape {

/// How crowded the plane is and in which colors, on a small grid over the data.
/// A kernel estimate: points counted by cell, then three box blurs, which come close to a Gaussian.
struct DensityGrid {
    static constexpr std::int32_t k_side = 128;
    /// Standard deviation of the blur, in cells.
    static constexpr float k_sigma = 1.41f;

    DataBounds bounds;  ///< what the grid covers: a square with a margin for the blur
    std::vector<Rgba8>
        cells;  ///< k_side x k_side from the lowest row: mean color; alpha: level, 255 is 1
};

/// Of all points that are neither hidden nor dimmed; no cells where there are none. `colors` by
/// place of the order. The level is d / (d + m) with m the mean density that a point sees, so that
/// half the points lie above 0.5 or so; one point alone hardly shows.
DensityGrid density_of(std::span<const float> positions, const PointOrder& order,
                       const PointLayers& layers, std::span<const Rgba8> colors);

/// A corner of a tile in cells from the lower left corner of the grid, 0..k_side.
struct GridCorner {
    std::uint8_t x = 0;
    std::uint8_t y = 0;
};

/// Triangles over the part of the grid where anything shows, in tiles of k_tile_side cells.
inline constexpr std::int32_t k_tile_side = 8;
std::vector<GridCorner> density_tiles(const DensityGrid& grid);

}  // namespace labelscape
