#include "core/topics/spanning_tree.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "base/parallel_for.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_point_chunk = 128;
constexpr std::int32_t k_batch = 16 * k_point_chunk;
constexpr double k_infinity = std::numeric_limits<double>::infinity();

std::size_t at(std::int32_t index) {
    return static_cast<std::size_t>(index);
}

}  // namespace

SpanningTree::SpanningTree(const PointTree& tree, std::int32_t min_samples)
    : tree_(tree),
      min_samples_(min_samples),
      components_(tree.point_count()),
      core2_(at(tree.point_count())),
      node_core2_(tree.nodes().size(), k_infinity),
      lists_(at(tree.point_count()) * at(min_samples)),
      candidates_(at(tree.point_count())),
      parent_(at(tree.point_count())),
      component_(at(tree.point_count())),
      node_component_(tree.nodes().size()),
      best_of_(at(tree.point_count())) {
    std::iota(parent_.begin(), parent_.end(), 0);
    edges_.reserve(at(tree.point_count()));
}

Step SpanningTree::step(const Budget& budget) {
    const std::int32_t count = tree_.point_count();
    const auto in_chunks = [&](auto work) {
        const std::int32_t end = std::min(next_ + k_batch, count);
        parallel_for(end - next_, k_point_chunk, [&](std::int64_t first, std::int64_t last) {
            work(next_ + static_cast<std::int32_t>(first), next_ + static_cast<std::int32_t>(last));
        });
        return std::exchange(next_, end);
    };
    for (;;) {
        switch (stage_) {
            case Stage::cores:
                in_chunks([&](auto begin, auto end) { measure_cores(begin, end); });
                break;
            case Stage::lists:
                in_chunks([&](auto begin, auto end) { take_from_lists(begin, end); });
                break;
            case Stage::rounds: {
                const auto begin = in_chunks([&](auto first, auto last) { search(first, last); });
                collect(begin, next_);
                break;
            }
            case Stage::done: break;
        }
        if (next_ == count) finish_stage();
        if (stage_ == Stage::done) return Step::done;
        if (budget.spent()) return Step::more;
    }
}

void SpanningTree::finish_stage() {
    next_ = 0;
    if (stage_ == Stage::cores) {
        for (std::int32_t node = static_cast<std::int32_t>(tree_.nodes().size()); node-- > 0;) {
            const auto& range = tree_.nodes()[at(node)];
            node_core2_[at(node)] =
                range.left < 0
                    ? *std::min_element(core2_.begin() + range.begin, core2_.begin() + range.end)
                    : std::min(node_core2_[at(range.left)], node_core2_[at(range.right)]);
        }
        stage_ = Stage::lists;
        return;
    }
    if (stage_ == Stage::lists) {
        lists_ = {};
        stage_ = Stage::rounds;
    } else {
        join_components();
    }
    if (components_ == 1) {
        stage_ = Stage::done;
    } else {
        start_round();
    }
}

double SpanningTree::progress() const {
    if (stage_ == Stage::done) return 1;
    const double count = tree_.point_count();
    const double part = next_ / count;
    if (stage_ == Stage::cores) return 0.4 * part;
    if (stage_ == Stage::lists) return 0.4 + 0.05 * part;
    // Each round at least halves the components, so their logarithm falls steadily.
    return 0.45 + 0.55 * (1 - std::log(static_cast<double>(components_)) / std::log(count + 1));
}

void SpanningTree::measure_cores(std::int32_t begin, std::int32_t end) {
    std::vector<PointTree::Near> found;
    for (std::int32_t slot = begin; slot < end; ++slot) {
        tree_.nearest(tree_.point(slot), slot, min_samples_, found);
        core2_[at(slot)] = found.back().distance2;
        for (std::size_t i = 0; i < found.size(); ++i) {
            lists_[at(slot) * at(min_samples_) + i] = found[i].slot;
        }
    }
}

// A listed neighbor whose own core distance is no larger is as near as anything can be: max(...) =
// own core distance.
void SpanningTree::take_from_lists(std::int32_t begin, std::int32_t end) {
    for (std::int32_t slot = begin; slot < end; ++slot) {
        Candidate& candidate = candidates_[at(slot)];
        candidate = {core2_[at(slot)], -1};
        for (std::int32_t i = 0; i < min_samples_ && candidate.slot < 0; ++i) {
            const std::int32_t other = lists_[at(slot) * at(min_samples_) + at(i)];
            if (core2_[at(other)] <= core2_[at(slot)]) candidate.slot = other;
        }
    }
}

void SpanningTree::start_round() {
    const std::int32_t count = tree_.point_count();
    for (std::int32_t slot = 0; slot < count; ++slot) component_[at(slot)] = component(slot);
    std::fill(best_of_.begin(), best_of_.end(), -1);
    for (std::int32_t node = static_cast<std::int32_t>(tree_.nodes().size()); node-- > 0;) {
        const auto& range = tree_.nodes()[at(node)];
        std::int32_t shared = component_[at(range.begin)];
        if (range.left >= 0) {
            shared = node_component_[at(range.left)];
            if (node_component_[at(range.right)] != shared) shared = -1;
        } else {
            for (std::int32_t slot = range.begin; slot < range.end; ++slot) {
                if (component_[at(slot)] != shared) shared = -1;
            }
        }
        node_component_[at(node)] = shared;
    }
    // What was nearest last time is still nearest if it is still outside; such candidates bound the
    // searches.
    for (std::int32_t slot = 0; slot < count; ++slot) {
        Candidate& candidate = candidates_[at(slot)];
        if (candidate.slot >= 0 && component_[at(candidate.slot)] == component_[at(slot)]) {
            candidate.slot = -1;
        }
    }
    collect(0, count);
}

void SpanningTree::search(std::int32_t begin, std::int32_t end) {
    std::int32_t last_component = -1;
    double bound2 = k_infinity;
    for (std::int32_t slot = begin; slot < end; ++slot) {
        const std::int32_t own = component_[at(slot)];
        if (own != last_component) {
            const std::int32_t best = best_of_[at(own)];
            bound2 = best < 0 ? k_infinity : candidates_[at(best)].reach2;
            last_component = own;
        }
        Candidate& candidate = candidates_[at(slot)];
        if (candidate.slot < 0 && candidate.reach2 < bound2) {
            candidate = nearest_outside(slot, bound2);
        }
        if (candidate.slot >= 0) bound2 = std::min(bound2, candidate.reach2);
    }
}

SpanningTree::Candidate SpanningTree::nearest_outside(std::int32_t slot, double bound2) const {
    const double* position = tree_.point(slot);
    const double own_core2 = core2_[at(slot)];
    const std::int32_t own = component_[at(slot)];
    Candidate best{bound2, -1};
    tree_.walk(
        position,
        [&](std::int32_t node, double distance2) {
            return node_component_[at(node)] != own &&
                   std::max({distance2, own_core2, node_core2_[at(node)]}) < best.reach2;
        },
        [&](std::int32_t begin, std::int32_t end) {
            for (std::int32_t other = begin; other < end; ++other) {
                if (component_[at(other)] == own) continue;
                const double reach2 =
                    std::max({own_core2, core2_[at(other)], tree_.distance2(position, other)});
                if (reach2 < best.reach2) best = {reach2, other};
            }
        });
    return best;
}

void SpanningTree::collect(std::int32_t begin, std::int32_t end) {
    for (std::int32_t slot = begin; slot < end; ++slot) {
        if (candidates_[at(slot)].slot < 0) continue;
        std::int32_t& best = best_of_[at(component_[at(slot)])];
        if (best < 0 || candidates_[at(slot)].reach2 < candidates_[at(best)].reach2) best = slot;
    }
}

// Equal distances can close a ring of components; the edge that would close it is left out.
void SpanningTree::join_components() {
    for (std::int32_t own = 0; own < tree_.point_count(); ++own) {
        const std::int32_t slot = best_of_[at(own)];
        if (slot < 0) continue;
        const Candidate& candidate = candidates_[at(slot)];
        const std::int32_t a = component(slot);
        const std::int32_t b = component(candidate.slot);
        if (a == b) continue;
        parent_[at(std::max(a, b))] = std::min(a, b);
        --components_;
        edges_.push_back(
            {tree_.row_of(slot), tree_.row_of(candidate.slot), std::sqrt(candidate.reach2)});
    }
}

std::int32_t SpanningTree::component(std::int32_t slot) {
    while (parent_[at(slot)] != slot) {
        parent_[at(slot)] = parent_[at(parent_[at(slot)])];
        slot = parent_[at(slot)];
    }
    return slot;
}

}  // namespace labelscape
