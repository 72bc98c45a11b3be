#pragma once

#include <cstdint>
#include <memory>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/step.hpp"
#include "base/unit_rows.hpp"
#include "core/knn/neighbor_graph.hpp"

namespace labelscape {

struct KnnGraphOptions {
    /// Neighbors of each row, the row itself not counted; 1..256.
    std::int32_t neighbors = 15;
    /// Up to this many rows all pairs are compared (exact); more rows are searched by cells. Recall then depends on the
    /// data: above 0.97 in clear clusters, 0.83 among 50,000 texts of many kinds and 0.95 there with effort 4.
    std::int32_t exact_rows = 16000;
    /// Share of the cells that are searched, relative to the default; larger is more exact and
    /// slower.
    float effort = 1.0f;
    std::uint64_t seed = 1;
};

/// Builds the graph of nearest neighbors by cosine, by slices and on all workers.
/// The result depends on vectors and options only, neither on the slices nor on the number of
/// workers.
///
///   auto builder = KnnGraphBuilder::create(vectors, {.neighbors = 15});
///   if (!builder) return builder.error();
///   while (builder->step(budget) == Step::more) show(builder->progress());
///   NeighborGraph graph = builder->take();
class KnnGraphBuilder {
public:
    /// bad_argument when neighbors is out of range, too_large when memory cannot hold it.
    static Result<KnnGraphBuilder> create(const UnitRows& vectors,
                                          const KnnGraphOptions& options = {});

    KnnGraphBuilder(KnnGraphBuilder&&) noexcept;
    KnnGraphBuilder& operator=(KnnGraphBuilder&&) noexcept;
    ~KnnGraphBuilder();

    Step step(const Budget& budget);
    /// 0..1.
    double progress() const;
    /// Once, after step() returned done.
    NeighborGraph take();

    class Strategy;

private:
    explicit KnnGraphBuilder(std::unique_ptr<Strategy> strategy);
    std::unique_ptr<Strategy> strategy_;
};

}  // namespace labelscape
