#include "core/topics/linkage.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace labelscape {

LinkageTree link(std::vector<TreeEdge> edges, std::int32_t point_count) {
    std::stable_sort(edges.begin(), edges.end(),
                     [](const TreeEdge& x, const TreeEdge& y) { return x.distance < y.distance; });
    LinkageTree tree;
    tree.point_count = point_count;
    tree.merges.reserve(edges.size());
    std::vector<std::int32_t> parent(static_cast<std::size_t>(point_count));
    std::vector<std::int32_t> node_of(static_cast<std::size_t>(point_count));
    std::iota(parent.begin(), parent.end(), 0);
    std::iota(node_of.begin(), node_of.end(), 0);
    const auto root_of = [&](std::int32_t point) {
        auto root = static_cast<std::size_t>(point);
        while (parent[root] != static_cast<std::int32_t>(root)) {
            parent[root] = parent[static_cast<std::size_t>(parent[root])];
            root = static_cast<std::size_t>(parent[root]);
        }
        return root;
    };
    for (const TreeEdge& edge : edges) {
        const std::size_t a = root_of(edge.a);
        const std::size_t b = root_of(edge.b);
        const std::int32_t left = node_of[a];
        const std::int32_t right = node_of[b];
        const std::int32_t size = tree.size_of(left) + tree.size_of(right);
        const bool a_is_larger = tree.size_of(left) >= tree.size_of(right);
        parent[a_is_larger ? b : a] = static_cast<std::int32_t>(a_is_larger ? a : b);
        node_of[a_is_larger ? a : b] = point_count + static_cast<std::int32_t>(tree.merges.size());
        tree.merges.push_back({left, right, size, edge.distance});
    }
    return tree;
}

}  // namespace labelscape
