#pragma once

#include <cstdint>
#include <vector>

#include "core/topics/linkage.hpp"

namespace labelscape {

/// The dendrogram without the splits that only shed fewer than `min_cluster_size` points
/// (Campello, Moulavi, Sander 2013, "Density-based clustering based on hierarchical density
/// estimates"). Lambda is 1 / distance, a density; the lambda of distance zero is that of the densest twentieth of the
/// other merges. Equal points are never torn apart; a crowd of them in the root alone is a cluster below it.
struct CondensedTree {
    struct Cluster {
        std::int32_t parent = -1;  ///< -1 for the root; a parent always stands before its children
        std::int32_t size = 0;     ///< points at its birth
        double birth_lambda = 0;
        double stability =
            0;  ///< excess of mass: sum over its points of (lambda of leaving - birth)
    };
    std::int32_t min_cluster_size = 0;
    std::vector<Cluster> clusters;         ///< [0] is the root, which holds everything
    std::vector<std::int32_t> cluster_of;  ///< per point: the smallest cluster that holds it
    std::vector<double> leaving_lambda;    ///< per point: where it leaves that cluster
};

/// O(points); a few milliseconds for 100,000. `min_cluster_size` below 2 counts as 2.
CondensedTree condense(const LinkageTree& linkage, std::int32_t min_cluster_size);

}  // namespace labelscape
