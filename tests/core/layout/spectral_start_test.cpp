#include "core/layout/spectral_start.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "core/layout/small_eigen.hpp"

namespace labelscape {
namespace {

TEST(SmallEigen, SolvesTheGeneralizedProblem) {
    const std::int32_t n = 6;
    SmallMatrix h(n), s(n);
    for (std::int32_t i = 0; i < n; ++i) {
        for (std::int32_t j = 0; j < n; ++j) {
            h.at(i, j) = std::cos(i * j + i + j);
            s.at(i, j) = i == j ? 3 + i : 1.0 / (2 + i + j);
        }
    }
    const SmallEigen eigen = solve_small_eigen(h, s);
    EXPECT_TRUE(std::is_sorted(eigen.values.rbegin(), eigen.values.rend()));
    for (std::int32_t column = 0; column < n; ++column) {
        double length = 0;
        for (std::int32_t i = 0; i < n; ++i) {
            double hx = 0, sx = 0;
            for (std::int32_t j = 0; j < n; ++j) {
                hx += h.at(i, j) * eigen.vectors.at(j, column);
                sx += s.at(i, j) * eigen.vectors.at(j, column);
            }
            EXPECT_NEAR(hx, eigen.values[column] * sx, 1e-9);
            length += eigen.vectors.at(i, column) * sx;
        }
        EXPECT_NEAR(length, 1, 1e-9);
    }
}

/// A path of rows, each joined with the next few.
WeightedGraph path(std::int32_t rows, std::int32_t reach) {
    WeightedGraph graph{.rows = rows, .begin = {0}, .target = {}, .weight = {}};
    for (std::int32_t row = 0; row < rows; ++row) {
        for (std::int32_t other = std::max(0, row - reach);
             other <= std::min(rows - 1, row + reach); ++other) {
            if (other == row) continue;
            graph.target.push_back(other);
            graph.weight.push_back(1.0f);
        }
        graph.begin.push_back(static_cast<std::int32_t>(graph.target.size()));
    }
    return graph;
}

TEST(SpectralStart, OrdersAPathFromEndToEnd) {
    const WeightedGraph graph = path(200, 5);
    SpectralStart start(graph, 2, 1);
    const SteadyClock clock;
    while (start.step(Budget(clock, 0)) == Step::more) EXPECT_LE(start.progress(), 1.0);
    const std::vector<float> positions = start.take();
    ASSERT_EQ(positions.size(), 400u);
    const bool rising = positions[0] < positions[2 * 199];
    for (std::int32_t row = 10; row + 20 < 200; ++row) {
        EXPECT_EQ(positions[2 * row] < positions[2 * (row + 10)], rising) << row;
    }
    EXPECT_NEAR(*std::max_element(positions.begin(), positions.end()), 10.0f, 0.1f);
    EXPECT_NEAR(*std::min_element(positions.begin(), positions.end()), 0.0f, 0.1f);
}

}  // namespace
}  // namespace labelscape
