#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/matrix_view.hpp"
#include "core/vec/vectors.hpp"

namespace labelscape {

struct LayoutQuality {
    double trustworthiness = 0;
    double preservation = 0;  ///< share of the nearest k that stay among the nearest k
};

/// Trustworthiness (Venna and Kaski 2001) and neighborhood preservation at k; every `every`-th row
/// is judged.
inline LayoutQuality judge_layout(MatrixView vectors, std::span<const float> positions,
                                  std::int32_t dim, std::int32_t k, std::int32_t every) {
    const std::int32_t n = vectors.rows;
    double penalty = 0, kept = 0;
    std::int32_t judged = 0;
    std::vector<std::pair<double, std::int32_t>> near(n), drawn(n);
    std::vector<std::int32_t> rank(n);
    for (std::int32_t row = 0; row < n; row += every, ++judged) {
        for (std::int32_t other = 0; other < n; ++other) {
            double squared = other == row ? -1.0 : 0.0;
            for (std::int32_t d = 0; d < dim && other != row; ++d) {
                const double delta =
                    static_cast<double>(positions[static_cast<std::size_t>(row) * dim + d]) -
                    static_cast<double>(positions[static_cast<std::size_t>(other) * dim + d]);
                squared += delta * delta;
            }
            drawn[other] = {squared, other};
            near[other] = {other == row
                               ? -9.0
                               : -static_cast<double>(
                                     dot(vectors.row(row), vectors.row(other), vectors.columns)),
                           other};
        }
        std::sort(near.begin(), near.end());
        std::sort(drawn.begin(), drawn.end());
        for (std::int32_t i = 0; i < n; ++i) rank[near[i].second] = i;
        for (std::int32_t i = 1; i <= k; ++i) {
            const std::int32_t r = rank[drawn[i].second];
            if (r > k)
                penalty += r - k;
            else
                kept += 1;
        }
    }
    const double worst = static_cast<double>(judged) * k * (2.0 * n - 3.0 * k - 1) / 2;
    return {1 - penalty / worst, kept / (static_cast<double>(judged) * k)};
}

}  // namespace labelscape
