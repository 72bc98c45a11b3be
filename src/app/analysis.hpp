#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/ids.hpp"
#include "base/matrix_view.hpp"
#include "core/knn/distinct_rows.hpp"
#include "core/knn/neighbor_graph.hpp"
#include "core/topics/linkage.hpp"

namespace labelscape {

/// What was computed from the vectors and is not shown itself: the neighbor graph and the tree of microtopics.
/// Immutable parts, shared with the jobs that read them. Not saved: computed again when needed.
struct Analysis {
    /// Documents that can be compared, ascending, and which of them have equal vectors.
    std::shared_ptr<const std::vector<DocId>> docs;
    std::shared_ptr<const DistinctRows> distinct;
    /// Its rows are the kinds of `distinct`.
    std::shared_ptr<const NeighborGraph> graph;
    std::uint64_t graph_embeddings = 0;  ///< version of the vectors that it was made from
    /// Neighbors by document instead of row, k_no_doc where a document is not in the graph; for votes.
    std::shared_ptr<const std::vector<DocId>> neighbor_ids;
    std::shared_ptr<const std::vector<float>> neighbor_cosines;
    std::int32_t neighbors_per_doc = 0;
    /// Points that were clustered, and their tree; rows as in `docs`.
    std::shared_ptr<const Matrix> cluster_points;
    std::shared_ptr<const LinkageTree> linkage;
    bool topics_stale = false;           ///< the microtopics are those of another model's vectors

    // Versions of the project's parts that derived work was started from
    std::uint64_t suggested_annotations = 0;
    std::uint64_t suggested_scheme = 0;
    std::uint64_t suggested_graph = 0;
    std::uint64_t counted_annotations = 0;
    std::uint64_t counted_embeddings = 0;
    float counted_threshold = 0;
    std::uint64_t graph_version = 0;     ///< grows with each new graph
};

}  // namespace labelscape
