#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/step.hpp"
#include "core/knn/neighbor_graph.hpp"

namespace labelscape {

struct UmapOptions {
    /// Dimensions of the layout: 2 for the map, 5..10 for clustering; 2..12.
    std::int32_t dim = 2;
    /// Size of the neighborhood, the point itself included as in umap-learn; larger shows more of
    /// the whole. At most graph.k + 1 are used.
    std::int32_t neighbors = 15;
    /// How close points may lie, 0..spread; 0 for clustering.
    float min_dist = 0.1f;
    /// Scale at which clumps lie apart, 0.01..100.
    float spread = 1.0f;
    /// Rounds of optimization; 0 chooses by the number of rows.
    std::int32_t epochs = 0;
    /// Points pushed away for each that is pulled near; larger spreads more and is slower.
    std::int32_t negative_samples = 5;
    float learning_rate = 1.0f;
    std::uint64_t seed = 42;

    /// Class of each row, -1 where unknown; empty for a layout without labels.
    std::vector<std::int32_t> labels = {};
    /// 0 ignores labels, towards 1 points with different labels are pulled apart; umap-learn's
    /// target_weight.
    float label_weight = 0.5f;

    /// rows x dim positions to start from, NaN for rows that have none yet; empty starts from
    /// scratch. New rows start amid their placed neighbors.
    std::vector<float> start = {};
    /// How far rows with a start position may move, relative to new ones; 0 keeps them where they
    /// are.
    float start_mobility = 0.1f;
};

/// Uniform manifold approximation and projection (McInnes, Healy, Melville 2018, arXiv:1802.03426),
/// by slices and on all workers.
/// The layout depends on graph and options only: not on the slices, the number of workers, or the
/// machine.
///
/// From vectors to a map:
///
///   const UnitRows vectors = ...;                      // base/unit_rows.hpp
///   auto knn = KnnGraphBuilder::create(vectors, {.neighbors = 15});
///   while (knn->step(budget) == Step::more) {}         // core/knn/knn_graph.hpp
///   const NeighborGraph graph = knn->take();
///   auto umap = Umap::create(graph, {.dim = 2});       // the graph need not stay alive
///   while (umap->step(budget) == Step::more) draw(umap->positions());
///
/// Without a limit, `Budget()`, one step() does it all.
class Umap {
public:
    /// bad_argument when an option is out of range or a size does not fit the graph.
    static Result<Umap> create(const NeighborGraph& graph, UmapOptions options = {});

    Umap(Umap&&) noexcept;
    Umap& operator=(Umap&&) noexcept;
    ~Umap();

    /// Works until the budget is spent, looking at it every few milliseconds.
    Step step(const Budget& budget);

    /// Finished epochs; 0 while the start layout is still being made.
    std::int32_t epoch() const;
    std::int32_t epoch_count() const;
    /// 0..1 over all stages.
    double progress() const;

    /// rows x dim, row-major; finite, readable between steps, all zero before the start layout is
    /// there.
    std::span<const float> positions() const;
    std::int32_t rows() const;
    std::int32_t dim() const;

private:
    struct State;
    explicit Umap(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
