#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "core/knn/neighbor_graph.hpp"

namespace labelscape {

/// Undirected weighted graph: both directions are stored, with the same weight.
struct WeightedGraph {
    std::int32_t rows = 0;
    /// Edges of row i: begin[i]..begin[i + 1], by rising target.
    std::vector<std::int32_t> begin;
    std::vector<std::int32_t> target;
    /// In (0, 1].
    std::vector<float> weight;
};

/// Whether the nearest neighbor counts fully, however far it is, as among rows that are laid out together; or only an
/// equal one, as for a row that comes later.
enum class Nearest : std::uint8_t { fully, by_distance };

/// What the neighbors of a row count, 0..1, by their cosines, which fall: together log2 of the neighborhood's size, to
/// which a row belongs that is laid out with them. As many as have a cosine above 0.
std::vector<float> memberships(std::span<const float> cosines, Nearest nearest);

/// Turns nearest neighbors into UMAP's fuzzy graph (McInnes et al. 2018, section 3): each row's
/// distances, scaled so that its neighborhood counts log2(size) members, become memberships, joined
/// by fuzzy union. Cosines of 0 and less give no edge: rows of empty texts stay alone.
class FuzzyGraphBuilder {
public:
    /// neighborhood: size of a neighborhood, the row itself included. `graph` must stay alive until
    /// done.
    FuzzyGraphBuilder(const NeighborGraph& graph, std::int32_t neighborhood);

    Step step(const Budget& budget);
    double progress() const;
    /// Once, after step() returned done.
    WeightedGraph take() { return std::move(result_); }

private:
    void weigh_row(std::int32_t row);
    void join();

    const NeighborGraph& graph_;
    std::int32_t used_;              ///< neighbors used of each row
    std::vector<float> membership_;  ///< rows x used_
    std::int32_t weighed_ = 0;
    WeightedGraph result_;
    bool done_ = false;
};

/// Weakens edges between different labels (-1: unknown) and restores each row's local connectivity,
/// as umap-learn's supervised mode does; at label_weight 0.5 with the same strength, at 0 not at
/// all, at 1 such edges vanish.
void intersect_labels(WeightedGraph& graph, std::span<const std::int32_t> labels,
                      float label_weight);

}  // namespace labelscape
