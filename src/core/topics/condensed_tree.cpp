#include "core/topics/condensed_tree.hpp"

#include <algorithm>
#include <cstddef>

namespace labelscape {
namespace {

/// Where a node of the dendrogram has got to on the way down.
struct Place {
    std::int32_t cluster = 0;
    double shed_lambda = -1;  ///< negative while it still belongs to its cluster
};

/// The density of equal points: that of the densest twentieth of the others. The very smallest distance, an accident of
/// two points, would make a crowd of copies weigh more than all around it.
double densest_lambda(const LinkageTree& linkage) {
    const auto first = std::ranges::find_if(linkage.merges, [](const auto& merge) { return merge.distance > 0; });
    if (first == linkage.merges.end()) return 1;
    return 1 / (first + (linkage.merges.end() - first) / 20)->distance;
}

class Condenser {
public:
    Condenser(const LinkageTree& linkage, std::int32_t min_cluster_size)
        : linkage_(linkage),
          place_(static_cast<std::size_t>(linkage.point_count) + linkage.merges.size()),
          densest_lambda_(densest_lambda(linkage)) {
        tree_.min_cluster_size = std::max(2, min_cluster_size);
        tree_.clusters.push_back({-1, linkage.point_count, 0, 0});
    }

    CondensedTree run() {
        // A merge stands after those below it, so backwards every parent comes first.
        for (auto i = static_cast<std::int32_t>(linkage_.merges.size()); i-- > 0;) descend(i);
        for (std::int32_t point = 0; point < linkage_.point_count; ++point) {
            const Place& place = place_[static_cast<std::size_t>(point)];
            tree_.cluster_of.push_back(place.cluster);
            tree_.leaving_lambda.push_back(std::max(place.shed_lambda, 0.0));
        }
        return std::move(tree_);
    }

private:
    void descend(std::int32_t index) {
        const auto& merge = linkage_.merges[static_cast<std::size_t>(index)];
        const Place here = place_[static_cast<std::size_t>(linkage_.point_count + index)];
        Place& left = place_[static_cast<std::size_t>(merge.left)];
        Place& right = place_[static_cast<std::size_t>(merge.right)];
        left = right = here;
        if (here.shed_lambda >= 0) return;
        // Equal points are never torn apart.
        const bool divisible = merge.distance > 0;
        const double birth_lambda = tree_.clusters[static_cast<std::size_t>(here.cluster)].birth_lambda;
        const double lambda = divisible ? 1 / merge.distance : std::max(birth_lambda, densest_lambda_);
        if (!divisible && here.cluster == 0 && merge.size >= tree_.min_cluster_size) {
            // The root is no topic, but a crowd of equal points is one whatever lies around it.
            const std::int32_t crowd = add(0, linkage_.point_count + index, lambda);
            tree_.clusters.front().stability += lambda * merge.size;
            left = right = {crowd, lambda};
            return;
        }
        const bool keeps_left = divisible && linkage_.size_of(merge.left) >= tree_.min_cluster_size;
        const bool keeps_right =
            divisible && linkage_.size_of(merge.right) >= tree_.min_cluster_size;
        auto& cluster = tree_.clusters[static_cast<std::size_t>(here.cluster)];
        const double height = lambda - cluster.birth_lambda;
        if (keeps_left && keeps_right) {
            cluster.stability += height * merge.size;
            left.cluster = add(here.cluster, merge.left, lambda);
            right.cluster = add(here.cluster, merge.right, lambda);
            return;
        }
        if (!keeps_left) {
            cluster.stability += height * linkage_.size_of(merge.left);
            left.shed_lambda = lambda;
        }
        if (!keeps_right) {
            cluster.stability += height * linkage_.size_of(merge.right);
            right.shed_lambda = lambda;
        }
    }

    std::int32_t add(std::int32_t parent, std::int32_t node, double lambda) {
        tree_.clusters.push_back({parent, linkage_.size_of(node), lambda, 0});
        return static_cast<std::int32_t>(tree_.clusters.size()) - 1;
    }

    const LinkageTree& linkage_;
    std::vector<Place> place_;
    double densest_lambda_;
    CondensedTree tree_;
};

}  // namespace

CondensedTree condense(const LinkageTree& linkage, std::int32_t min_cluster_size) {
    return Condenser(linkage, min_cluster_size).run();
}

}  // namespace labelscape
