#pragma once

#include "core/knn/neighbor_graph.hpp"

namespace labelscape {

/// A cosine that half of the rows have with at least `count` others: the median of that of the count-th neighbor, or of
/// the last one where there are fewer. What "alike" means differs between models and subjects, so it is measured where
/// nobody has said it. 0 for an empty graph.
float typical_cosine(const NeighborGraph& graph, std::int32_t count);

}  // namespace labelscape
