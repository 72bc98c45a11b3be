#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "core/layout/fuzzy_graph.hpp"

namespace labelscape {

/// Start layout: leading eigenvectors of the graph's normalized adjacency, the trivial one left
/// out, by subspace iteration with Chebyshev filters (Zhou, Saad, Tiago, Chelikowsky 2006) from a
/// random block. Stops early: the optimization needs the coarse shape, not eigenvectors to the last
/// digit.
class SpectralStart {
public:
    /// `graph` must stay alive until done. dim at most 12.
    SpectralStart(const WeightedGraph& graph, std::int32_t dim, std::uint64_t seed);

    Step step(const Budget& budget);
    double progress() const;
    /// rows x dim, each dimension scaled to [0, 10]; once, after step() returned done.
    std::vector<float> take();

private:
    void multiply(const std::vector<float>& from, std::vector<float>& to, float scale, float shift,
                  float previous) const;
    void filter_once();
    void rotate();

    const WeightedGraph& graph_;
    std::int32_t dim_;
    std::int32_t width_;  ///< columns of the block: more than dim, a multiple of 4
    std::uint64_t seed_;
    std::vector<float>
        trivial_;  ///< the eigenvector of eigenvalue 1: square roots of degrees, length 1
    std::vector<float> coefficient_;  ///< normalized weight of every edge
    std::vector<float> block_;        ///< rows x width
    std::vector<float> next_;
    float cut_ = 0.0f;  ///< the filter damps eigenvalues below
    std::int32_t round_ = 0;
    std::int32_t degree_ = 0;  ///< of the filter applied so far in this round
};

}  // namespace labelscape
