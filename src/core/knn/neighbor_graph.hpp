#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace labelscape {

/// The nearest other rows of every row.
struct NeighborGraph {
    std::int32_t rows = 0;
    /// Neighbors of each row: what was asked for, or rows - 1 where there are fewer.
    std::int32_t k = 0;
    /// rows x k row numbers: nearest first, equal similarities by row number; never the row itself,
    /// none twice.
    std::vector<std::int32_t> neighbors;
    /// rows x k cosines in [-1, 1]; 0 where one of the two is a zero vector.
    std::vector<float> similarities;

    std::span<const std::int32_t> neighbors_of(std::int32_t row) const {
        return {neighbors.data() + offset(row), static_cast<std::size_t>(k)};
    }
    std::span<const float> similarities_of(std::int32_t row) const {
        return {similarities.data() + offset(row), static_cast<std::size_t>(k)};
    }

private:
    std::size_t offset(std::int32_t row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(k);
    }
};

}  // namespace labelscape
