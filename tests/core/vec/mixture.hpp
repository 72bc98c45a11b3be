#pragma once

#include <cstdint>
#include <vector>

#include "base/random.hpp"
#include "base/unit_rows.hpp"
#include "core/vec/vectors.hpp"

namespace labelscape {

/// Vectors like those of texts: clusters around random directions, equal parts, rows dealt in turn.
struct Mixture {
    Matrix vectors;
    std::vector<std::int32_t> cluster;

    UnitRows rows() const { return UnitRows::of(vectors.view()); }
};

inline float bell(Random& random) {
    float sum = 0;
    for (int i = 0; i < 6; ++i) sum += random.uniform();
    return sum - 3;
}

inline Mixture make_mixture(std::int32_t rows, std::int32_t columns, std::int32_t clusters,
                            float noise = 0.6f, std::uint64_t seed = 1) {
    Random random(seed);
    Matrix centers(clusters, columns);
    for (float& value : centers.data) value = bell(random);
    normalize_rows(centers);
    Mixture mixture{Matrix(rows, columns), std::vector<std::int32_t>(rows)};
    for (std::int32_t row = 0; row < rows; ++row) {
        mixture.cluster[row] = row % clusters;
        const float* const center = centers.row(row % clusters);
        for (std::int32_t j = 0; j < columns; ++j) {
            // Noise mostly in a few directions, as within a topic.
            const float width = j % 8 == row % clusters % 8 ? noise : noise * 0.2f;
            mixture.vectors.row(row)[j] = center[j] + width * bell(random) * 0.5f;
        }
    }
    normalize_rows(mixture.vectors);
    return mixture;
}

}  // namespace labelscape
