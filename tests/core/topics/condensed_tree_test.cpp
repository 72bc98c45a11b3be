#include "core/topics/condensed_tree.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace labelscape {
namespace {

LinkageTree random_linkage(std::int32_t points, std::uint64_t seed) {
    Random random(seed);
    std::vector<TreeEdge> edges;
    for (std::int32_t i = 1; i < points; ++i) {
        const auto other = static_cast<std::int32_t>(random.below(static_cast<std::uint32_t>(i)));
        edges.push_back({i, other, 0.01 + random.uniform()});
    }
    return link(std::move(edges), points);
}

TEST(Linkage, MergesByAscendingDistanceIntoOneRoot) {
    const LinkageTree tree = link({{0, 1, 3.0}, {1, 2, 1.0}, {2, 3, 2.0}}, 4);
    ASSERT_EQ(tree.merges.size(), 3u);
    EXPECT_EQ(tree.merges[0].distance, 1);
    EXPECT_EQ(tree.merges[1].distance, 2);
    EXPECT_EQ(tree.merges[1].size, 3);
    EXPECT_EQ(tree.merges[2].size, 4);
    EXPECT_EQ(tree.size_of(tree.merges[2].left) + tree.size_of(tree.merges[2].right), 4);
}

TEST(CondensedTree, KeepsEveryPointAndTheOrderOfClusters) {
    for (const std::int32_t min_size : {0, 2, 3, 10, 100}) {
        const LinkageTree linkage = random_linkage(3000, 1);
        const CondensedTree tree = condense(linkage, min_size);
        ASSERT_EQ(tree.cluster_of.size(), 3000u);
        std::vector<std::int32_t> inside(tree.clusters.size());
        for (std::size_t point = 0; point < 3000; ++point) {
            const auto& cluster = tree.clusters[static_cast<std::size_t>(tree.cluster_of[point])];
            EXPECT_GE(tree.leaving_lambda[point], cluster.birth_lambda);
            ++inside[static_cast<std::size_t>(tree.cluster_of[point])];
        }
        for (std::size_t i = tree.clusters.size(); i-- > 1;) {
            const auto& cluster = tree.clusters[i];
            ASSERT_LT(cluster.parent, static_cast<std::int32_t>(i));
            EXPECT_GE(cluster.size, std::max(2, min_size));
            EXPECT_EQ(cluster.size, inside[i]);
            EXPECT_GE(cluster.stability, 0);
            EXPECT_GE(cluster.birth_lambda,
                      tree.clusters[static_cast<std::size_t>(cluster.parent)].birth_lambda);
            inside[static_cast<std::size_t>(cluster.parent)] += inside[i];
        }
        EXPECT_EQ(inside[0], 3000);
    }
}

TEST(CondensedTree, StabilityIsTheExcessOfMass) {
    const LinkageTree linkage = random_linkage(2000, 2);
    const CondensedTree tree = condense(linkage, 8);
    std::vector<double> mass(tree.clusters.size());
    for (std::size_t point = 0; point < tree.cluster_of.size(); ++point) {
        const auto own = static_cast<std::size_t>(tree.cluster_of[point]);
        mass[own] += tree.leaving_lambda[point] - tree.clusters[own].birth_lambda;
    }
    for (std::size_t i = 1; i < tree.clusters.size(); ++i) {
        const auto parent = static_cast<std::size_t>(tree.clusters[i].parent);
        mass[parent] += tree.clusters[i].size *
                        (tree.clusters[i].birth_lambda - tree.clusters[parent].birth_lambda);
    }
    for (std::size_t i = 0; i < mass.size(); ++i)
        EXPECT_NEAR(tree.clusters[i].stability, mass[i], 1e-6 * (1 + mass[i]));
}

}  // namespace
}  // namespace labelscape
