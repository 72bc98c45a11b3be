#include "render/point_order.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

#include "render/point_style.hpp"

namespace labelscape {
namespace {

constexpr std::uint32_t k_none = 0xffffffffu;

/// Puts a zero bit between the bits of a 16-bit number.
std::uint32_t spread_bits(std::uint32_t v) {
    v = (v | (v << 8)) & 0x00ff00ffu;
    v = (v | (v << 4)) & 0x0f0f0f0fu;
    v = (v | (v << 2)) & 0x33333333u;
    return (v | (v << 1)) & 0x55555555u;
}

std::uint32_t z_order(std::uint32_t x, std::uint32_t y) {
    return spread_bits(x) | spread_bits(y) << 1;
}

/// About four points in a cell if they were spread evenly; from 8 to 256 cells a side.
std::int32_t cell_bits_for(std::size_t count) {
    const double side = std::sqrt(static_cast<double>(std::max<std::size_t>(count, 1)) / 4.0);
    return std::clamp(static_cast<std::int32_t>(std::lround(std::log2(std::max(side, 1.0)))), 3, 8);
}

std::int32_t level_of(std::uint32_t rank_in_cell) {
    return std::min<std::int32_t>(std::bit_width(rank_in_cell), PointOrder::k_level_count - 1);
}

/// A step near the golden section of `count` without a common divisor: visits all in a scattered
/// order.
std::uint32_t scattered_stride(std::uint32_t count) {
    auto stride = static_cast<std::uint32_t>(count * 0.6180339887498949);
    stride = std::max(stride, 1u);
    while (std::gcd(stride, count) != 1) ++stride;
    return stride;
}

}  // namespace

PointOrder::PointOrder(std::span<const float> positions) : bounds_(bounds_of(positions)) {
    cell_bits_ = cell_bits_for(positions.size() / 2);
    const float side = static_cast<float>(1u << cell_bits_);
    const float extent = std::max(bounds_.max_x - bounds_.min_x, bounds_.max_y - bounds_.min_y);
    cell_size_ = std::max(extent, 1e-6f) / side;
    assign_cells(positions);
    sort_by_level();
    measure_crowding(positions);
    cut_into_chunks(positions);
    cell_of_ = {};
    cell_count_ = {};
}

std::int64_t PointOrder::place_of(std::uint32_t point) const {
    if (point >= place_of_.size() || place_of_[point] == k_none) return -1;
    return place_of_[point];
}

void PointOrder::assign_cells(std::span<const float> positions) {
    const std::size_t count = positions.size() / 2;
    const float last = static_cast<float>((1u << cell_bits_) - 1);
    cell_of_.assign(count, k_none);
    cell_count_.assign(std::size_t{1} << (2 * cell_bits_), 0);
    for (std::size_t i = 0; i < count; ++i) {
        const float x = positions[2 * i], y = positions[2 * i + 1];
        if (!std::isfinite(x) || !std::isfinite(y)) continue;
        const float column = std::clamp((x - bounds_.min_x) / cell_size_, 0.0f, last);
        const float row = std::clamp((y - bounds_.min_y) / cell_size_, 0.0f, last);
        cell_of_[i] = z_order(static_cast<std::uint32_t>(column), static_cast<std::uint32_t>(row));
        ++cell_count_[cell_of_[i]];
    }
}

void PointOrder::sort_by_level() {
    const std::size_t cells = cell_count_.size();
    std::vector<std::uint32_t> cell_begin(cells + 1, 0);
    std::partial_sum(cell_count_.begin(), cell_count_.end(), cell_begin.begin() + 1);
    const std::uint32_t drawn = cell_begin[cells];

    std::vector<std::uint32_t> by_cell(drawn);
    std::vector<std::uint32_t> next(cell_begin.begin(), cell_begin.end() - 1);
    const auto count = static_cast<std::uint32_t>(cell_of_.size());
    const std::uint32_t stride = count ? scattered_stride(count) : 1;
    std::uint32_t point = 0;
    for (std::uint32_t i = 0; i < count; ++i) {
        if (const std::uint32_t cell = cell_of_[point]; cell != k_none)
            by_cell[next[cell]++] = point;
        point = point >= count - stride ? point - (count - stride) : point + stride;
    }

    std::array<std::uint32_t, k_level_count + 1> level_begin{};
    for (const std::uint32_t in_cell : cell_count_) {
        for (std::uint32_t rank = 0; rank < in_cell; ++rank) ++level_begin[level_of(rank) + 1];
    }
    std::partial_sum(level_begin.begin(), level_begin.end(), level_begin.begin());
    level_begin_.assign(level_begin.begin(), level_begin.end());

    points_.resize(drawn);
    place_of_.assign(count, k_none);
    for (std::size_t cell = 0; cell < cells; ++cell) {
        for (std::uint32_t rank = 0; rank < cell_count_[cell]; ++rank) {
            const std::uint32_t place = level_begin[level_of(rank)]++;
            points_[place] = by_cell[cell_begin[cell] + rank];
            place_of_[points_[place]] = place;
        }
    }
}

void PointOrder::measure_crowding(std::span<const float> positions) {
    // Counts smoothed by [1 2 1] / 4 both ways and read bilinearly, so that no cell's border shows
    // in the opacity.
    const std::int32_t side = 1 << cell_bits_, pitch = side + 2;
    std::vector<float> counts(static_cast<std::size_t>(pitch) * pitch, 0.0f), rows = counts;
    for (std::int32_t y = 0; y < side; ++y) {
        for (std::int32_t x = 0; x < side; ++x) {
            counts[(y + 1) * pitch + x + 1] = static_cast<float>(cell_count_[z_order(x, y)]);
        }
    }
    for (std::int32_t i = 1; i + 1 < pitch * pitch; ++i) {
        rows[i] = 0.25f * (counts[i - 1] + 2 * counts[i] + counts[i + 1]);
    }
    for (std::int32_t i = pitch; i < pitch * (pitch - 1); ++i) {
        counts[i] = 0.25f * (rows[i - pitch] + 2 * rows[i] + rows[i + pitch]);
    }
    crowding_.resize(points_.size());
    for (std::size_t place = 0; place < points_.size(); ++place) {
        const std::size_t point = points_[place];
        const float last = static_cast<float>(side);
        const float u =
            std::clamp((positions[2 * point] - bounds_.min_x) / cell_size_ + 0.5f, 0.0f, last);
        const float v =
            std::clamp((positions[2 * point + 1] - bounds_.min_y) / cell_size_ + 0.5f, 0.0f, last);
        const auto x = static_cast<std::int32_t>(u), y = static_cast<std::int32_t>(v);
        const float* cell = &counts[static_cast<std::size_t>(y) * pitch + x];
        const float fx = u - static_cast<float>(x), fy = v - static_cast<float>(y);
        crowding_[place] = crowding_code(std::lerp(
            std::lerp(cell[0], cell[1], fx), std::lerp(cell[pitch], cell[pitch + 1], fx), fy));
    }
}

void PointOrder::cut_into_chunks(std::span<const float> positions) {
    for (std::int32_t level = 0; level < k_level_count; ++level) {
        for (std::uint32_t begin = level_begin_[level]; begin < level_begin_[level + 1];) {
            const std::uint32_t end = std::min(begin + k_chunk_size, level_begin_[level + 1]);
            PointChunk chunk{begin, end, level, {INFINITY, INFINITY, -INFINITY, -INFINITY}};
            for (std::uint32_t place = begin; place < end; ++place) {
                const float x = positions[2 * points_[place]],
                            y = positions[2 * points_[place] + 1];
                chunk.bounds.min_x = std::min(chunk.bounds.min_x, x);
                chunk.bounds.max_x = std::max(chunk.bounds.max_x, x);
                chunk.bounds.min_y = std::min(chunk.bounds.min_y, y);
                chunk.bounds.max_y = std::max(chunk.bounds.max_y, y);
            }
            chunks_.push_back(chunk);
            begin = end;
        }
    }
}

}  // namespace labelscape
