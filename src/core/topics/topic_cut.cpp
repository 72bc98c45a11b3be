#include "core/topics/topic_cut.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>

#include "base/parallel_for.hpp"
#include "core/topics/point_tree.hpp"
#include "core/topics/ward_merge.hpp"

namespace labelscape {
namespace {

std::size_t as_index(std::int32_t number) {
    return static_cast<std::size_t>(number);
}

/// The best selection below each cluster at a given price per topic.
class Selection {
public:
    explicit Selection(const CondensedTree& tree)
        : tree_(tree),
          sum_(tree.clusters.size()),
          count_(tree.clusters.size()),
          taken_(tree.clusters.size()) {}

    /// Returns the number of topics. The root is no topic: one topic that holds everything says
    /// nothing.
    std::int32_t select(double price) {
        std::fill(sum_.begin(), sum_.end(), 0.0);
        std::fill(count_.begin(), count_.end(), 0);
        for (std::size_t i = tree_.clusters.size(); i-- > 1;) {
            const auto& cluster = tree_.clusters[i];
            taken_[i] = count_[i] == 0 || cluster.stability + price * (count_[i] - 1) >= sum_[i];
            if (taken_[i]) {
                sum_[i] = cluster.stability;
                count_[i] = 1;
            }
            sum_[as_index(cluster.parent)] += sum_[i];
            count_[as_index(cluster.parent)] += count_[i];
        }
        return count_[0];
    }

    /// Per cluster: the selected one that it is or lies in; -1 above the selected ones.
    std::vector<std::int32_t> topmost_taken() const {
        std::vector<std::int32_t> topmost(tree_.clusters.size(), -1);
        for (std::size_t i = 1; i < topmost.size(); ++i) {
            topmost[i] = topmost[as_index(tree_.clusters[i].parent)];
            if (topmost[i] < 0 && taken_[i]) topmost[i] = static_cast<std::int32_t>(i);
        }
        return topmost;
    }

private:
    const CondensedTree& tree_;
    std::vector<double> sum_;
    std::vector<std::int32_t> count_;
    std::vector<bool> taken_;
};

/// Doubles in ascending order as integers, so that halving an interval ends at neighboring doubles.
std::int64_t rank_of(double value) {
    const auto bits = std::bit_cast<std::int64_t>(value);
    return bits >= 0 ? bits : std::numeric_limits<std::int64_t>::min() - bits;
}
double value_at(std::int64_t rank) {
    return std::bit_cast<double>(rank >= 0 ? rank
                                           : std::numeric_limits<std::int64_t>::min() - rank);
}

/// Selects at the smallest price, at most 0, that leaves at most `topics`.
void select_at_most(Selection& selection, double largest_sum, double topics) {
    std::int64_t low = rank_of(-largest_sum);
    std::int64_t high = rank_of(0.0);
    if (selection.select(value_at(low)) <= topics) return;
    while (low < high) {
        const std::int64_t middle = std::midpoint(low, high);
        if (selection.select(value_at(middle)) <= topics) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    selection.select(value_at(high));
}

using Groups = std::vector<std::int32_t>;

/// Per point the selected cluster that holds it, or -1.
Groups points_in(const CondensedTree& tree, const Groups& topmost) {
    Groups group_of;
    group_of.reserve(tree.cluster_of.size());
    for (const std::int32_t cluster : tree.cluster_of) group_of.push_back(topmost[as_index(cluster)]);
    return group_of;
}

/// Numbers groups below `group_bound` as TopicSplit says.
TopicSplit number_topics(const Groups& group_of, std::size_t group_bound) {
    struct Seen {
        std::int32_t group = 0;
        std::int32_t size = 0;
        std::int32_t first_point = 0;
    };
    std::vector<Seen> seen(group_bound);
    for (std::size_t point = 0; point < group_of.size(); ++point) {
        if (group_of[point] < 0) continue;
        Seen& entry = seen[as_index(group_of[point])];
        if (entry.size++ == 0) entry = {group_of[point], 1, static_cast<std::int32_t>(point)};
    }
    std::erase_if(seen, [](const Seen& entry) { return entry.size == 0; });
    std::sort(seen.begin(), seen.end(), [](const Seen& x, const Seen& y) {
        return x.size != y.size ? x.size > y.size : x.first_point < y.first_point;
    });
    std::vector<TopicId> topic_of_group(group_bound, k_outlier);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        topic_of_group[as_index(seen[i].group)] = static_cast<TopicId>(i);
    }
    TopicSplit split;
    split.topic_count = static_cast<std::int32_t>(seen.size());
    split.topic_of.reserve(group_of.size());
    for (const std::int32_t group : group_of) {
        split.topic_of.push_back(group < 0 ? k_outlier : topic_of_group[as_index(group)]);
    }
    return split;
}

struct Centers {
    Matrix mean;
    std::vector<std::int32_t> size;
};

Centers centers_of(MatrixView points, const Groups& group_of, std::size_t group_bound) {
    const auto columns = static_cast<std::size_t>(points.columns);
    std::vector<double> sum(group_bound * columns);
    Centers centers{Matrix(static_cast<std::int32_t>(group_bound), points.columns),
                    std::vector<std::int32_t>(group_bound)};
    for (std::size_t point = 0; point < group_of.size(); ++point) {
        if (group_of[point] < 0) continue;
        const float* row = points.row(static_cast<std::int32_t>(point));
        double* total = sum.data() + as_index(group_of[point]) * columns;
        for (std::size_t i = 0; i < columns; ++i) total[i] += row[i];
        ++centers.size[as_index(group_of[point])];
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
        centers.mean.data[i] = static_cast<float>(sum[i] / std::max(1, centers.size[i / columns]));
    }
    return centers;
}

TopicSplit join(const TopicSplit& usual, MatrixView points, double topics) {
    const auto count = static_cast<std::size_t>(usual.topic_count);
    const Centers centers = centers_of(points, usual.topic_of, count);
    const Groups joined =
        ward_merge(centers.mean.view(), centers.size, static_cast<std::int32_t>(topics));
    Groups group_of = usual.topic_of;
    for (auto& group : group_of) {
        if (group >= 0) group = joined[as_index(group)];
    }
    return number_topics(group_of, count);
}

/// Gives the points that are in `outer` clusters but in no `inner` one to the nearest inner one
/// within.
void give_leftovers(MatrixView points, const Groups& outer, Groups& inner,
                    std::size_t group_bound) {
    const Centers centers = centers_of(points, inner, group_bound);
    std::vector<Groups> parts(group_bound);
    Groups outer_of(group_bound, -1);
    for (std::size_t point = 0; point < inner.size(); ++point) {
        if (inner[point] >= 0) outer_of[as_index(inner[point])] = outer[point];
    }
    for (std::size_t group = 0; group < group_bound; ++group) {
        if (outer_of[group] >= 0)
            parts[as_index(outer_of[group])].push_back(static_cast<std::int32_t>(group));
    }
    for (std::size_t point = 0; point < inner.size(); ++point) {
        if (inner[point] >= 0 || outer[point] < 0) continue;
        const float* row = points.row(static_cast<std::int32_t>(point));
        double nearest = std::numeric_limits<double>::infinity();
        for (const std::int32_t part : parts[as_index(outer[point])]) {
            double distance2 = 0;
            for (std::int32_t i = 0; i < points.columns; ++i) {
                const double gap = double{row[i]} - centers.mean.row(part)[i];
                distance2 += gap * gap;
            }
            if (distance2 < nearest) {
                nearest = distance2;
                inner[point] = part;
            }
        }
    }
}

}  // namespace

TopicSplit cut(const CondensedTree& tree) {
    Selection selection(tree);
    selection.select(0);
    return number_topics(points_in(tree, selection.topmost_taken()), tree.clusters.size());
}

TopicSplit cut(const LinkageTree& linkage, MatrixView points, const CutOptions& options) {
    const CondensedTree tree = condense(linkage, options.min_cluster_size);
    Selection selection(tree);
    const double usual = selection.select(0);
    const double g = std::clamp(options.granularity, 0.0, 1.0);
    const Groups outer = points_in(tree, selection.topmost_taken());
    const TopicSplit split = number_topics(outer, tree.clusters.size());
    if (g == 0.5 || usual < 1) return split;
    // The small excess keeps whole numbers whole in spite of rounding in pow.
    constexpr double excess = 1e-6;
    if (g < 0.5) {
        const double fewest = std::ceil(std::sqrt(usual));
        return join(split, points, fewest * std::pow(usual / fewest, 2 * g) + excess);
    }
    double largest_sum = 1;
    for (const auto& cluster : tree.clusters) largest_sum += cluster.stability;
    const double most = selection.select(-largest_sum);
    select_at_most(selection, largest_sum, usual * std::pow(most / usual, 2 * g - 1) + excess);
    Groups inner = points_in(tree, selection.topmost_taken());
    give_leftovers(points, outer, inner, tree.clusters.size());
    return number_topics(inner, tree.clusters.size());
}

std::vector<TopicId> assign_outliers(MatrixView points, std::span<const TopicId> topic_of) {
    std::vector<TopicId> assigned(topic_of.begin(), topic_of.end());
    std::vector<std::int32_t> members;
    std::vector<std::int32_t> outliers;
    for (std::int32_t row = 0; row < points.rows; ++row) {
        (topic_of[as_index(row)] == k_outlier ? outliers : members).push_back(row);
    }
    if (members.empty() || outliers.empty()) return assigned;
    Matrix inside(static_cast<std::int32_t>(members.size()), points.columns);
    for (std::int32_t i = 0; i < inside.rows; ++i) {
        std::copy_n(points.row(members[as_index(i)]), points.columns, inside.row(i));
    }
    PointTree tree(inside.view());
    tree.build({});
    parallel_for(static_cast<std::int64_t>(outliers.size()), 256,
                 [&](std::int64_t begin, std::int64_t end) {
                     std::vector<PointTree::Near> found;
                     for (std::int64_t i = begin; i < end; ++i) {
                         const std::int32_t row = outliers[static_cast<std::size_t>(i)];
                         const std::vector<double> position(points.row(row),
                                                            points.row(row) + points.columns);
                         tree.nearest(position.data(), -1, 1, found);
                         const std::int32_t member =
                             members[static_cast<std::size_t>(tree.row_of(found[0].slot))];
                         assigned[as_index(row)] = topic_of[as_index(member)];
                     }
                 });
    return assigned;
}

}  // namespace labelscape
