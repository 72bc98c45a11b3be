#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "core/topics/linkage.hpp"
#include "core/topics/point_tree.hpp"

namespace labelscape {

/// Minimum spanning tree of the mutual reachability distance max(core(a), core(b), |a - b|), by
/// Boruvka's rounds: in each, every component looks for its nearest point outside, and all join at
/// once (McInnes, Healy 2017). Work is cut into batches of fixed chunks, and bounds pass between
/// chunks only at batch borders: so neither the workers nor the slices can change the result, ties
/// included.
class SpanningTree {
public:
    /// `tree` must be built and outlive this; `min_samples` 1..points - 1.
    SpanningTree(const PointTree& tree, std::int32_t min_samples);

    Step step(const Budget& budget);
    double progress() const;
    /// When done: point_count - 1 edges between rows of the input.
    std::vector<TreeEdge>& edges() { return edges_; }

private:
    struct Candidate {
        double reach2 = 0;  ///< exact squared distance to `slot`, or a lower bound when slot is -1
        std::int32_t slot = -1;
    };

    void measure_cores(std::int32_t begin, std::int32_t end);
    void take_from_lists(std::int32_t begin, std::int32_t end);
    void finish_stage();
    void start_round();
    void search(std::int32_t begin, std::int32_t end);
    Candidate nearest_outside(std::int32_t slot, double bound2) const;
    void collect(std::int32_t begin, std::int32_t end);
    void join_components();
    std::int32_t component(std::int32_t slot);

    enum class Stage { cores, lists, rounds, done };
    const PointTree& tree_;
    std::int32_t min_samples_;
    Stage stage_ = Stage::cores;
    std::int32_t next_ = 0;
    std::int32_t components_;
    std::vector<double> core2_;                 ///< squared core distance by slot
    std::vector<double> node_core2_;            ///< smallest of each node
    std::vector<std::int32_t> lists_;           ///< nearest slots by slot, until the first round
    std::vector<Candidate> candidates_;         ///< by slot
    std::vector<std::int32_t> parent_;          ///< union-find over slots
    std::vector<std::int32_t> component_;       ///< by slot, fixed during a round
    std::vector<std::int32_t> node_component_;  ///< of nodes that lie in one component; else -1
    std::vector<std::int32_t> best_of_;  ///< by component: the slot with the best candidate, or -1
    std::vector<TreeEdge> edges_;
};

}  // namespace labelscape
