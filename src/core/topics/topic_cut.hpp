#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "base/matrix_view.hpp"
#include "core/topics/condensed_tree.hpp"

namespace labelscape {

struct CutOptions {
    /// Smallest topic; larger gives fewer and coarser ones, and more outliers at the fringe.
    std::int32_t min_cluster_size = 15;
    /// 0 = few big topics, 0.5 = what HDBSCAN itself selects, 1 = many small ones.
    double granularity = 0.5;
};

/// A flat split into topics.
struct TopicSplit {
    /// Per point: its topic, or k_outlier.
    /// Topics are numbered by falling size, equal ones by their first point.
    std::vector<TopicId> topic_of;
    std::int32_t topic_count = 0;
};

/// HDBSCAN's own selection by excess of mass (Campello et al. 2013); the root is never a topic.
TopicSplit cut(const CondensedTree& tree);

/// The granularity slider; under 30 ms for 100,000 points. `points` is what was clustered.
/// The number of topics aimed at runs by equal factors from the square root of HDBSCAN's own number
/// (0) over that number itself (0.5) to all leaves of the condensed tree (1). The outliers are
/// those of HDBSCAN at every setting. Below 0.5 its topics are joined by Ward's rule, because the
/// upper tree mostly sheds one small cluster at a time. Above 0.5 they split along the tree, those
/// first whose parts hold most mass of their own (excess of mass with a falling price per topic;
/// nested as in cost-complexity pruning, Breiman et al. 1984), and what a split leaves over goes to
/// the part with the nearest center. So with more granularity topics only ever split, and their
/// number never falls. Those of one setting are never smaller than min_cluster_size.
TopicSplit cut(const LinkageTree& linkage, MatrixView points, const CutOptions& options);

/// Gives every outlier the topic of its nearest point that has one, so a chain-shaped topic keeps
/// its neighborhood. `points` is what was clustered. Without any topic nothing changes.
std::vector<TopicId> assign_outliers(MatrixView points, std::span<const TopicId> topic_of);

}  // namespace labelscape
