#pragma once

#include <cstdint>
#include <vector>

namespace labelscape {

/// An edge of a minimum spanning tree.
struct TreeEdge {
    std::int32_t a = 0;
    std::int32_t b = 0;
    double distance = 0;
};

/// Single-linkage dendrogram of n points. Nodes 0..n-1 are the points; merge i makes node n + i.
struct LinkageTree {
    struct Merge {
        std::int32_t left = 0;
        std::int32_t right = 0;
        std::int32_t size = 0;  ///< points below this node
        double distance = 0;    ///< ascending from merge to merge
    };
    std::int32_t point_count = 0;
    std::vector<Merge> merges;  ///< point_count - 1 of them

    std::int32_t size_of(std::int32_t node) const {
        return node < point_count ? 1 : merges[static_cast<std::size_t>(node - point_count)].size;
    }
};

/// Merges along the edges of a spanning tree by ascending distance, equal ones in the order given.
LinkageTree link(std::vector<TreeEdge> edges, std::int32_t point_count);

}  // namespace labelscape
