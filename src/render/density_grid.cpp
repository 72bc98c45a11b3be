#include "render/density_grid.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace labelscape {
namespace {

constexpr std::int32_t k_side = DensityGrid::k_side;
constexpr std::int32_t k_box_radius = 1;
constexpr std::int32_t k_box_passes = 3;

/// Of one point at its middle after the blur.
constexpr float k_lone_peak = 1.0f / (6.2831853f * DensityGrid::k_sigma * DensityGrid::k_sigma);

/// Sums of red, green, blue and points.
using Cell = std::array<float, 4>;

DataBounds square_around(const DataBounds& bounds) {
    const float extent =
        std::max({bounds.max_x - bounds.min_x, bounds.max_y - bounds.min_y, 1e-6f});
    const float half = 0.5f * extent * 1.08f;
    const float x = 0.5f * (bounds.min_x + bounds.max_x), y = 0.5f * (bounds.min_y + bounds.max_y);
    return {x - half, y - half, x + half, y + half};
}

/// Running mean over 2 * k_box_radius + 1 cells of a line; outside is zero.
void blur_line(Cell* line, std::size_t stride, std::array<Cell, k_side>& copy) {
    constexpr float weight = 1.0f / (2 * k_box_radius + 1);
    for (std::int32_t i = 0; i < k_side; ++i) copy[i] = line[i * stride];
    Cell sum{};
    for (std::int32_t i = -k_box_radius; i < k_side; ++i) {
        const std::int32_t entering = i + k_box_radius, leaving = i - k_box_radius - 1;
        for (std::size_t c = 0; c < 4; ++c) {
            if (entering < k_side) sum[c] += copy[entering][c];
            if (leaving >= 0) sum[c] -= copy[leaving][c];
            if (i >= 0) line[i * stride][c] = sum[c] * weight;
        }
    }
}

void blur(std::vector<Cell>& cells) {
    std::array<Cell, k_side> copy;
    for (std::int32_t pass = 0; pass < k_box_passes; ++pass) {
        for (std::int32_t y = 0; y < k_side; ++y) blur_line(&cells[y * k_side], 1, copy);
        for (std::int32_t x = 0; x < k_side; ++x) blur_line(&cells[x], k_side, copy);
    }
}

std::vector<Cell> splat(std::span<const float> positions, const PointOrder& order,
                        const PointLayers& layers, std::span<const Rgba8> colors,
                        const DataBounds& bounds) {
    std::vector<Cell> cells(static_cast<std::size_t>(k_side) * k_side, Cell{});
    const float per_unit = static_cast<float>(k_side) / (bounds.max_x - bounds.min_x);
    const auto add = [&](std::uint32_t place) {
        const std::size_t point = order.points()[place];
        const float u = (positions[2 * point] - bounds.min_x) * per_unit;
        const float v = (positions[2 * point + 1] - bounds.min_y) * per_unit;
        const auto x = std::clamp(static_cast<std::int32_t>(u), 0, k_side - 1);
        const auto y = std::clamp(static_cast<std::int32_t>(v), 0, k_side - 1);
        Cell& cell = cells[y * k_side + x];
        cell[0] += colors[place].r;
        cell[1] += colors[place].g;
        cell[2] += colors[place].b;
        cell[3] += 1;
    };
    if (!layers.has_list()) {
        for (std::uint32_t place = 0; place < order.points().size(); ++place) add(place);
    } else {
        const auto dimmed = static_cast<std::size_t>(layers.count(PointLayer::dimmed));
        for (const std::uint32_t place : layers.list().subspan(dimmed)) add(place);
    }
    return cells;
}

}  // namespace

DensityGrid density_of(std::span<const float> positions, const PointOrder& order,
                       const PointLayers& layers, std::span<const Rgba8> colors) {
    DensityGrid grid;
    grid.bounds = square_around(order.bounds());
    std::vector<Cell> cells = splat(positions, order, layers, colors, grid.bounds);
    blur(cells);

    double sum = 0, sum_of_squares = 0;
    for (const Cell& cell : cells) {
        sum += cell[3];
        sum_of_squares += static_cast<double>(cell[3]) * cell[3];
    }
    if (sum <= 0) return grid;
    const auto usual = static_cast<float>(sum_of_squares / sum);
    grid.cells.assign(cells.size(), Rgba8{0, 0, 0, 0});
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const float density = cells[i][3];
        if (density < 1e-4f) continue;
        const auto mean = [&](float channel) {
            return static_cast<std::uint8_t>(std::clamp(channel / density + 0.5f, 0.0f, 255.0f));
        };
        const float crowd = density * density / (density + 3 * k_lone_peak);
        const auto level = static_cast<std::uint8_t>(std::lround(255.0f * crowd / (crowd + usual)));
        grid.cells[i] = {mean(cells[i][0]), mean(cells[i][1]), mean(cells[i][2]), level};
    }
    return grid;
}

std::vector<GridCorner> density_tiles(const DensityGrid& grid) {
    constexpr std::uint8_t faintest = 6;
    constexpr std::int32_t tiles = k_side / k_tile_side;
    std::vector<GridCorner> corners;
    if (grid.cells.empty()) return corners;
    // A cell is felt by its neighbors too, because the picture is read bilinearly.
    const auto shows = [&](std::int32_t tile_x, std::int32_t tile_y) {
        for (std::int32_t y = tile_y * k_tile_side - 1; y <= (tile_y + 1) * k_tile_side; ++y) {
            for (std::int32_t x = tile_x * k_tile_side - 1; x <= (tile_x + 1) * k_tile_side; ++x) {
                if (x < 0 || y < 0 || x >= k_side || y >= k_side) continue;
                if (grid.cells[y * k_side + x].a >= faintest) return true;
            }
        }
        return false;
    };
    for (std::int32_t y = 0; y < tiles; ++y) {
        for (std::int32_t x = 0; x < tiles;) {
            std::int32_t end = x;
            while (end < tiles && shows(end, y)) ++end;
            const auto at = [](std::int32_t column, std::int32_t row) {
                return GridCorner{static_cast<std::uint8_t>(column * k_tile_side),
                                  static_cast<std::uint8_t>(row * k_tile_side)};
            };
            const std::array<GridCorner, 4> strip = {at(x, y), at(end, y), at(x, y + 1),
                                                     at(end, y + 1)};
            if (end > x) {
                for (const int k : {0, 1, 2, 2, 1, 3}) corners.push_back(strip[k]);
            }
            x = end + 1;
        }
    }
    return corners;
}

}  // namespace labelscape
