#include "core/topics/ward_merge.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <set>

#include "core/topics/support.hpp"

namespace labelscape {
namespace {

/// Joins the cheapest of all pairs, again and again.
std::vector<std::int32_t> greedy(const Matrix& centers, std::vector<std::int32_t> sizes,
                                 std::size_t target) {
    Matrix means = centers;
    std::vector<std::int32_t> root(sizes.size());
    std::set<std::size_t> active;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        root[i] = static_cast<std::int32_t>(i);
        active.insert(i);
    }
    while (active.size() > target) {
        double least = std::numeric_limits<double>::infinity();
        std::pair<std::size_t, std::size_t> best;
        for (const std::size_t a : active) {
            for (const std::size_t b : active) {
                if (b <= a) continue;
                double cost = 0;
                for (int i = 0; i < means.columns; ++i) {
                    const double gap = double{means.row(static_cast<std::int32_t>(a))[i]} -
                                       means.row(static_cast<std::int32_t>(b))[i];
                    cost += gap * gap;
                }
                cost *= static_cast<double>(sizes[a]) * sizes[b] / (sizes[a] + sizes[b]);
                if (cost < least) {
                    least = cost;
                    best = {a, b};
                }
            }
        }
        const auto [a, b] = best;
        for (int i = 0; i < means.columns; ++i) {
            float& x = means.row(static_cast<std::int32_t>(a))[i];
            const float y = means.row(static_cast<std::int32_t>(b))[i];
            x = (x * static_cast<float>(sizes[a]) + y * static_cast<float>(sizes[b])) /
                static_cast<float>(sizes[a] + sizes[b]);
        }
        sizes[a] += sizes[b];
        active.erase(b);
        for (auto& r : root) {
            if (r == static_cast<std::int32_t>(b)) r = static_cast<std::int32_t>(a);
        }
    }
    return root;
}

TEST(WardMerge, EqualsGreedyMerging) {
    const Matrix centers = test::make_clouds(60, 3, 8, 1);
    std::vector<std::int32_t> sizes;
    Random random(2);
    for (int i = 0; i < 60; ++i) sizes.push_back(1 + static_cast<std::int32_t>(random.below(50)));
    for (const std::int32_t target : {1, 2, 5, 20, 59, 60, 100}) {
        EXPECT_EQ(ward_merge(centers.view(), sizes, target),
                  greedy(centers, sizes, static_cast<std::size_t>(target)))
            << target;
    }
}

TEST(WardMerge, EqualCentersAreNoTrouble) {
    const Matrix centers(40, 2);
    const std::vector<std::int32_t> sizes(40, 3);
    const auto joined = ward_merge(centers.view(), sizes, 7);
    EXPECT_EQ(std::set<std::int32_t>(joined.begin(), joined.end()).size(), 7u);
}

}  // namespace
}  // namespace labelscape
