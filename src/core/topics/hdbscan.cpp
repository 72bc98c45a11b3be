#include "core/topics/hdbscan.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "core/topics/point_tree.hpp"
#include "core/topics/spanning_tree.hpp"

namespace labelscape {

struct Hdbscan::State {
    State(MatrixView points, std::int32_t samples) : tree(points), min_samples(samples) {}

    PointTree tree;
    std::int32_t min_samples;
    std::optional<SpanningTree> spanning;
    LinkageTree linkage;
    bool done = false;
};

Result<Hdbscan> Hdbscan::create(MatrixView points, const HdbscanOptions& options) {
    if (points.rows < 0 || points.columns < 1 || points.columns > 16) {
        return Error{ErrorCode::bad_argument, "Topics need points with 1 to 16 columns, not " +
                                                  std::to_string(points.columns) +
                                                  "; lay out the vectors first"};
    }
    if (options.min_samples < 1) {
        return Error{ErrorCode::bad_argument,
                     "min_samples must be at least 1, not " + std::to_string(options.min_samples)};
    }
    for (std::int32_t row = 0; row < points.rows; ++row) {
        for (std::int32_t column = 0; column < points.columns; ++column) {
            if (std::isfinite(points.row(row)[column])) continue;
            return Error{ErrorCode::bad_argument,
                         "Row " + std::to_string(row) +
                             " of the layout holds a value that is not a finite number; "
                             "compute the layout again"};
        }
    }
    const std::int32_t samples = std::clamp(options.min_samples, 1, std::max(1, points.rows - 1));
    return Hdbscan(std::make_unique<State>(points, samples));
}

Hdbscan::Hdbscan(std::unique_ptr<State> state) : state_(std::move(state)) {}
Hdbscan::Hdbscan(Hdbscan&&) noexcept = default;
Hdbscan& Hdbscan::operator=(Hdbscan&&) noexcept = default;
Hdbscan::~Hdbscan() = default;

Step Hdbscan::step(const Budget& budget) {
    State& state = *state_;
    if (state.done) return Step::done;
    const std::int32_t count = state.tree.point_count();
    std::vector<TreeEdge> edges;
    if (count >= 2) {
        if (state.tree.build(budget) == Step::more) return Step::more;
        if (!state.spanning) state.spanning.emplace(state.tree, state.min_samples);
        if (state.spanning->step(budget) == Step::more) return Step::more;
        edges = std::move(state.spanning->edges());
    }
    state.linkage = link(std::move(edges), count);
    state.spanning.reset();
    state.done = true;
    return Step::done;
}

double Hdbscan::progress() const {
    if (state_->done) return 1;
    return state_->spanning ? 0.05 + 0.95 * state_->spanning->progress() : 0;
}

const LinkageTree& Hdbscan::result() const {
    return state_->linkage;
}

LinkageTree Hdbscan::take_result() {
    return std::move(state_->linkage);
}

}  // namespace labelscape
