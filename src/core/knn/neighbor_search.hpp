#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "base/unit_rows.hpp"
#include "core/knn/neighbor_graph.hpp"
#include "core/knn/top_rows.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {

/// Finds for some rows, the queries, the nearest by cosine among others, the base: all pairs, by slices and on all
/// workers; a second for 1,000 queries among 100,000 rows of 256, with no copy of the base.
/// The result depends neither on the slices nor on the number of workers.
class NeighborSearch {
public:
    /// `base` and `queries`: rows of `vectors`, ascending. `neighbors`: of each query, as far as the base has so many.
    NeighborSearch(const UnitRows& vectors, std::vector<std::uint32_t> base, std::vector<std::uint32_t> queries,
                   std::int32_t neighbors);

    Step step(const Budget& budget);
    /// 0..1.
    double progress() const;
    /// Once, after step() returned done: row i is queries[i], its neighbors are rows of the base, by their number in
    /// `vectors`.
    NeighborGraph take() { return std::move(graph_); }

private:
    void compare(std::int32_t first, std::int32_t count);
    void finish();

    UnitRows vectors_;
    std::vector<std::uint32_t> base_, queries_;
    ShortRows rows_;              ///< of the queries
    TopRows best_;                ///< of places in base_
    std::int32_t compared_ = 0;   ///< places of base_
    NeighborGraph graph_;
    bool done_ = false;
};

}  // namespace labelscape
