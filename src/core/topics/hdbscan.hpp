#pragma once

#include <cstdint>
#include <memory>

#include "base/clock.hpp"
#include "base/matrix_view.hpp"
#include "base/result.hpp"
#include "base/step.hpp"
#include "core/topics/linkage.hpp"
#include "core/topics/topic_cut.hpp"

namespace labelscape {

struct HdbscanOptions {
    /// The core distance of a point is that to its neighbor of this rank, itself not counted.
    /// Larger: smoother density, fewer small topics. At least 1; cut to what the points allow.
    std::int32_t min_samples = 5;
};

/// HDBSCAN (Campello et al. 2013; McInnes, Healy 2017 "Accelerated hierarchical density based
/// clustering"), resumable: the minimum spanning tree of the mutual reachability distance by
/// Boruvka's rounds on a k-d tree. The result is the same for any number of workers and any slices.
class Hdbscan {
public:
    /// `points`: rows x 1..16 columns, finite, Euclidean; copied. Two rows or fewer give a tree
    /// without topics.
    static Result<Hdbscan> create(MatrixView points, const HdbscanOptions& options = {});
    Hdbscan(Hdbscan&&) noexcept;
    Hdbscan& operator=(Hdbscan&&) noexcept;
    ~Hdbscan();

    Step step(const Budget& budget);
    /// 0..1, rising.
    double progress() const;

    /// When done: the dendrogram; give it to cut() and keep it for the granularity slider.
    const LinkageTree& result() const;
    LinkageTree take_result();

private:
    struct State;
    explicit Hdbscan(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
