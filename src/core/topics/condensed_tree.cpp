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

double smallest_positive_distance(const LinkageTree& linkage) {
    for (const auto& merge : linkage.merges) {
        if (merge.distance > 0) return merge.distance;
    }
    return 1;
}

class Condenser {
public:
    Condenser(const LinkageTree& linkage, std::int32_t min_cluster_size)
        : linkage_(linkage),
          place_(static_cast<std::size_t>(linkage.point_count) + linkage.merges.size()),
          max_lambda_(1 / smallest_positive_distance(linkage)) {
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
        const double lambda = merge.distance > 0 ? 1 / merge.distance : max_lambda_;
        // Equal points are never torn apart.
        const bool divisible = merge.distance > 0;
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
    double max_lambda_;
    CondensedTree tree_;
};

}  // namespace

CondensedTree condense(const LinkageTree& linkage, std::int32_t min_cluster_size) {
    return Condenser(linkage, min_cluster_size).run();
}

}  // namespace labelscape
