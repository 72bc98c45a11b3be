#include "core/layout/fuzzy_graph.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel_for.hpp"
#include "base/simd.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_graph_chunk = 256;
constexpr float k_log2_e = 1.44269504f;

float exp_of(float x) {
    return simd::exp2(simd::splat(x * k_log2_e))[0];
}

/// Distances of a row beyond its nearest neighbor, padded to whole vectors with what is too far to
/// count.
struct Excess {
    std::vector<float> values;

    /// Sum of exp(-excess / sigma).
    float members(float sigma) const {
        const float scale = -k_log2_e / sigma;
        simd::F4 total{};
        for (std::size_t i = 0; i < values.size(); i += 4)
            total += simd::exp2(simd::load(values.data() + i) * scale);
        return simd::sum(total);
    }
};

/// The scale at which the neighborhood counts `target` members.
float find_sigma(const Excess& excess, float target) {
    float low = 0, high = 0, sigma = 1;
    for (int round = 0; round < 64; ++round) {
        const float members = excess.members(sigma);
        if (members - target < 1e-5f && target - members < 1e-5f) break;
        if (members > target) {
            high = sigma;
            sigma = (low + high) / 2;
        } else {
            low = sigma;
            sigma = high == 0 ? sigma * 2 : (low + high) / 2;
        }
    }
    return sigma;
}

}  // namespace

std::vector<float> memberships(std::span<const float> cosines, Nearest nearest) {
    std::int32_t count = 0;
    while (count < static_cast<std::int32_t>(cosines.size()) && cosines[count] > 0) ++count;
    if (count == 0) return {};
    float full = 0, mean = 0;
    std::vector<float> distance(count);
    for (std::int32_t i = 0; i < count; ++i) {
        distance[i] = 1 - cosines[i];
        if (distance[i] < 1e-6f) distance[i] = 0;  // equal up to rounding
        if (full == 0 && nearest == Nearest::fully) full = distance[i];
        mean += distance[i] / static_cast<float>(count);
    }
    Excess excess;
    excess.values.assign((count + 3) / 4 * 4, 1e30f);
    for (std::int32_t i = 0; i < count; ++i)
        excess.values[i] = std::max(0.0f, distance[i] - full);
    const std::int32_t size = nearest == Nearest::fully ? count + 1 : std::max(count, 2);
    const float target = simd::log2(simd::splat(static_cast<float>(size)))[0];
    const float sigma = std::max({find_sigma(excess, target), 1e-3f * mean, 1e-12f});
    std::vector<float> members(count);
    for (std::int32_t i = 0; i < count; ++i) members[i] = exp_of(-excess.values[i] / sigma);
    return members;
}

FuzzyGraphBuilder::FuzzyGraphBuilder(const NeighborGraph& graph, std::int32_t neighborhood)
    : graph_(graph),
      used_(std::clamp(neighborhood - 1, 0, graph.k)),
      membership_(static_cast<std::size_t>(graph.rows) * static_cast<std::size_t>(used_)) {}

void FuzzyGraphBuilder::weigh_row(std::int32_t row) {
    // Sorted by falling cosine, so the edges that count stand in front.
    const auto members =
        memberships(graph_.similarities_of(row).first(static_cast<std::size_t>(used_)), Nearest::fully);
    std::ranges::copy(members, membership_.begin() + static_cast<std::ptrdiff_t>(row) * used_);
}

Step FuzzyGraphBuilder::step(const Budget& budget) {
    const std::int32_t slice = k_graph_chunk * (parallel_workers() == 1 ? 2 : 16 * parallel_workers());
    while (weighed_ < graph_.rows) {
        const std::int32_t first = weighed_, count = std::min(slice, graph_.rows - first);
        parallel_for(count, k_graph_chunk, [&](std::int64_t begin, std::int64_t end) {
            for (auto i = static_cast<std::int32_t>(begin); i < end; ++i) weigh_row(first + i);
        });
        weighed_ += count;
        if (budget.spent()) return Step::more;
    }
    if (!done_) join();
    done_ = true;
    return Step::done;
}

double FuzzyGraphBuilder::progress() const {
    return done_ || graph_.rows == 0 ? 1.0 : 0.9 * weighed_ / graph_.rows;
}

void FuzzyGraphBuilder::join() {
    struct Edge {
        std::int32_t target;
        float weight;
    };
    const std::int32_t rows = graph_.rows;
    const auto each_member = [&](std::int32_t row, auto visit) {
        const auto neighbors = graph_.neighbors_of(row);
        const float* const membership =
            membership_.data() + static_cast<std::size_t>(row) * static_cast<std::size_t>(used_);
        for (std::int32_t i = 0; i < used_ && membership[i] > 0; ++i)
            visit(neighbors[i], membership[i]);
    };
    // Both directions of every membership, by row: what it gives first, then what it is given.
    std::vector<std::int32_t> begin(rows + 1);
    for (std::int32_t row = 0; row < rows; ++row) {
        each_member(row, [&](std::int32_t other, float) { ++begin[row + 1], ++begin[other + 1]; });
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    std::vector<Edge> edges(begin[rows]);
    std::vector<std::int32_t> next(begin.begin(), begin.end() - 1);
    for (std::int32_t row = 0; row < rows; ++row) {
        each_member(row, [&](std::int32_t other, float weight) {
            edges[next[row]++] = {other, weight};
            edges[next[other]++] = {row, weight};
        });
    }
    // Joins pairs in place: a + b - ab is the same from both sides, to the bit.
    std::vector<std::int32_t> kept(rows + 1);
    parallel_for(rows, k_graph_chunk, [&](std::int64_t from, std::int64_t to) {
        for (auto row = static_cast<std::int32_t>(from); row < to; ++row) {
            const auto first = edges.begin() + begin[row], last = edges.begin() + begin[row + 1];
            std::sort(first, last, [](Edge a, Edge b) { return a.target < b.target; });
            auto out = first;
            for (auto in = first; in != last; ++in) {
                if (out != first && (out - 1)->target == in->target) {
                    const float a = (out - 1)->weight, b = in->weight;
                    (out - 1)->weight = a + b - a * b;
                } else {
                    *out++ = *in;
                }
            }
            kept[row + 1] = static_cast<std::int32_t>(out - first);
        }
    });
    std::partial_sum(kept.begin(), kept.end(), kept.begin());
    result_.rows = rows;
    result_.target.resize(kept[rows]);
    result_.weight.resize(kept[rows]);
    parallel_for(rows, k_graph_chunk, [&](std::int64_t from, std::int64_t to) {
        for (auto row = static_cast<std::int32_t>(from); row < to; ++row) {
            for (std::int32_t i = kept[row]; i < kept[row + 1]; ++i) {
                const Edge edge = edges[begin[row] + i - kept[row]];
                result_.target[i] = edge.target;
                result_.weight[i] = std::min(edge.weight, 1.0f);
            }
        }
    });
    result_.begin = std::move(kept);
    membership_ = {};
}

void intersect_labels(WeightedGraph& graph, std::span<const std::int32_t> labels,
                      float label_weight) {
    // umap-learn: unknown 1 and different 2.5 / (1 - w), made continuous at 0 and equal to it at
    // 0.5.
    const float unknown = exp_of(-2 * label_weight);
    const float different =
        label_weight < 1 ? exp_of(-5 * label_weight / (1 - label_weight)) : 0.0f;
    std::vector<float> largest(graph.rows);
    for (std::int32_t row = 0; row < graph.rows; ++row) {
        for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i) {
            const std::int32_t mine = labels[row], other = labels[graph.target[i]];
            if (mine < 0 || other < 0)
                graph.weight[i] *= unknown;
            else if (mine != other)
                graph.weight[i] *= different;
            largest[row] = std::max(largest[row], graph.weight[i]);
        }
    }
    for (std::int32_t row = 0; row < graph.rows; ++row) {
        for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i) {
            if (graph.weight[i] == 0) continue;
            const float a = graph.weight[i] / largest[row],
                        b = graph.weight[i] / largest[graph.target[i]];
            graph.weight[i] = a + b - a * b;
        }
    }
}

}  // namespace labelscape
