#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "core/knn/neighbor_graph.hpp"

namespace labelscape {

using Place = std::array<float, 2>;

/// From a point to the `seed`th that lies on it too, as the seeds of a sunflower lie, so that a crowd of them looks
/// like one; seed 0 stays. Of the map's unit, in which clumps lie 1 apart.
Place sunflower_offset(std::int32_t seed);

/// Positions of new rows on a map, x0, y0, x1, ..., where the transform of umap-learn begins: amid the neighbors, by
/// their memberships; one with an equal neighbor lies on it. One that is like no other lies at the nearest. None lies
/// exactly on another: there it moves by a sunflower_offset(). `neighbors`: of each new row, by their number in `xy`,
/// where all of them are placed; k >= 1.
std::vector<float> place_rows(const NeighborGraph& neighbors, std::span<const float> xy);

/// For each new row the topic that most of its neighbors have, by their memberships; k_outlier where they are mostly
/// outliers. `topics`: by the neighbors' number; those past its end are outliers.
std::vector<TopicId> topics_by_neighbors(const NeighborGraph& neighbors, std::span<const TopicId> topics);

}  // namespace labelscape
