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

/// The neighbors of all documents that can be compared.
struct Neighbors {
    std::shared_ptr<const std::vector<DocId>> docs;         ///< those, ascending
    std::shared_ptr<const DistinctRows> distinct;           ///< which of them have equal vectors
    std::shared_ptr<const NeighborGraph> graph;  ///< its rows are the kinds of `distinct`; null: not made yet
    /// By document instead of row, those of later documents too; k_no_doc where there are none. For votes.
    std::shared_ptr<const std::vector<DocId>> ids;
    std::shared_ptr<const std::vector<float>> cosines;
    std::int32_t per_doc = 0;
    float typical = 0;                                      ///< cosine of a document and one of its nearest
};

/// What was computed from the vectors and is not shown itself. Immutable parts, shared with the jobs that read them.
/// Not saved: computed again when needed.
struct Analysis {
    Neighbors neighbors;
    /// Points that were clustered, and their tree; rows as in `neighbors.docs`.
    std::shared_ptr<const Matrix> cluster_points;
    std::shared_ptr<const LinkageTree> linkage;
    bool topics_stale = false;  ///< the microtopics were found without the new documents, or by another model's vectors
};

}  // namespace labelscape
