#include "core/layout/umap.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "base/checked.hpp"
#include "base/random.hpp"
#include "core/layout/fuzzy_graph.hpp"
#include "core/layout/spectral_start.hpp"
#include "core/layout/umap_optimizer.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_most_rows = 1 << 22;
/// Fewer rows start at random: there is no coarse shape to find.
constexpr std::int32_t k_fewest_spectral_rows = 32;

Error bad(const std::string& message) {
    return {ErrorCode::bad_argument, message};
}

Status check(const NeighborGraph& graph, const UmapOptions& options) {
    if (options.dim < 2 || options.dim > 12)
        return bad("A layout has 2 to 12 dimensions; asked for " + std::to_string(options.dim) +
                   ".");
    if (options.neighbors < 2) return bad("A layout needs at least 2 neighbors.");
    if (!(options.spread >= 0.01f && options.spread <= 100))
        return bad("The spread of a layout must be from 0.01 to 100.");
    if (!(options.min_dist >= 0 && options.min_dist <= options.spread)) {
        return bad("The least distance of a layout must be from 0 to its spread.");
    }
    if (options.epochs < 0 || options.epochs > 100000)
        return bad("A layout takes 0 (automatic) to 100,000 epochs.");
    if (options.negative_samples < 0 || options.negative_samples > 64)
        return bad("A layout takes 0 to 64 negative samples.");
    if (!(options.learning_rate > 0 && options.learning_rate <= 100))
        return bad("The learning rate of a layout must be above 0 and at most 100.");
    if (!(options.label_weight >= 0 && options.label_weight <= 1))
        return bad("The label weight of a layout must be from 0 to 1.");
    if (!(options.start_mobility >= 0 && options.start_mobility <= 1))
        return bad("The mobility of placed rows must be from 0 to 1.");
    if (!options.labels.empty() && options.labels.size() != static_cast<std::size_t>(graph.rows)) {
        return bad("A layout by labels needs one label or -1 for each of the " +
                   std::to_string(graph.rows) + " rows.");
    }
    const auto values = checked_product(static_cast<std::uint64_t>(graph.rows),
                                        static_cast<std::uint64_t>(options.dim));
    if (!options.start.empty() && options.start.size() != values) {
        return bad("The start positions do not fit the " + std::to_string(graph.rows) +
                   " rows of the layout.");
    }
    const auto edges = checked_product(static_cast<std::uint64_t>(graph.rows),
                                       static_cast<std::uint64_t>(graph.k));
    if (graph.neighbors.size() != edges || graph.similarities.size() != edges)
        return bad("The neighbor graph is incomplete; build it again.");
    if (graph.rows > k_most_rows || 2 * *edges > 0x7fffffff) {
        return Error{ErrorCode::too_large, "A layout of " + std::to_string(graph.rows) +
                                               " rows is too large; use at most 4,000,000."};
    }
    return {};
}

/// Start positions for rows that have none: amid their placed neighbors, or anywhere among the
/// others.
std::vector<float> complete_start(const WeightedGraph& graph, std::vector<float> start,
                                  std::int32_t dim, std::uint64_t seed) {
    const std::int32_t rows = graph.rows;
    std::vector<std::uint8_t> placed(rows);
    std::vector<double> low(dim, 0), high(dim, 0);
    bool any = false;
    const auto at = [&](std::int32_t row) {
        return start.data() + static_cast<std::size_t>(row) * dim;
    };
    for (std::int32_t row = 0; row < rows; ++row) {
        placed[row] =
            std::all_of(at(row), at(row) + dim, [](float x) { return std::isfinite(x); }) ? 1 : 0;
        for (std::int32_t d = 0; d < dim && placed[row]; ++d) {
            low[d] = any ? std::min(low[d], static_cast<double>(at(row)[d])) : at(row)[d];
            high[d] = any ? std::max(high[d], static_cast<double>(at(row)[d])) : at(row)[d];
        }
        any = any || placed[row];
    }
    Random random(seed);
    const std::vector<std::uint8_t> had = placed;
    std::vector<double> sum(dim);
    // Twice, for new rows that know only new rows.
    for (int round = 0; round < 2; ++round) {
        for (std::int32_t row = 0; row < rows; ++row) {
            if (placed[row]) continue;
            std::fill(sum.begin(), sum.end(), 0.0);
            double total = 0;
            for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i) {
                if (!placed[graph.target[i]]) continue;
                const auto weight = static_cast<double>(graph.weight[i]);
                total += weight;
                for (std::int32_t d = 0; d < dim; ++d)
                    sum[d] += weight * static_cast<double>(at(graph.target[i])[d]);
            }
            if (total == 0) continue;
            for (std::int32_t d = 0; d < dim; ++d)
                at(row)[d] = static_cast<float>(sum[d] / total) + 0.01f * (random.uniform() - 0.5f);
            placed[row] = 1;
        }
    }
    for (std::int32_t row = 0; row < rows; ++row) {
        for (std::int32_t d = 0; d < dim && !placed[row]; ++d) {
            const double span = any ? high[d] - low[d] : 10.0;
            at(row)[d] = static_cast<float>(low[d] + span * static_cast<double>(random.uniform()));
        }
    }
    return start;
}

std::vector<float> mobility_of(std::span<const float> start, std::int32_t dim, float mobility) {
    std::vector<float> result(start.size() / dim, mobility);
    for (std::size_t i = 0; i < start.size(); ++i) {
        if (!std::isfinite(start[i])) result[i / dim] = 1;
    }
    return result;
}

/// Puts rows without edges, such as those of empty texts, into a small field beside the others.
void place_alone(const WeightedGraph& graph, std::span<float> positions, std::int32_t dim,
                 std::uint64_t seed) {
    const auto alone = [&](std::int32_t row) { return graph.begin[row] == graph.begin[row + 1]; };
    for (std::int32_t d = 0; d < dim; ++d) {
        float low = 1e30f, high = -1e30f;
        for (std::int32_t row = 0; row < graph.rows; ++row) {
            if (alone(row)) continue;
            low = std::min(low, positions[static_cast<std::size_t>(row) * dim + d]);
            high = std::max(high, positions[static_cast<std::size_t>(row) * dim + d]);
        }
        if (low > high) return;  // all are alone: they stay
        const float size = (high - low) * 0.05f;
        Random random(seed + static_cast<std::uint64_t>(d));
        for (std::int32_t row = 0; row < graph.rows; ++row) {
            const float where = random.uniform();
            if (alone(row))
                positions[static_cast<std::size_t>(row) * dim + d] = low - size * (1 + where);
        }
    }
}

}  // namespace

struct Umap::State {
    UmapOptions options;
    NeighborGraph graph;
    std::optional<FuzzyGraphBuilder> fuzzy;
    WeightedGraph edges;
    std::optional<SpectralStart> spectral;
    std::optional<UmapOptimizer> optimizer;
    std::vector<float> zeros;  ///< positions before there are any
    bool appending = false;    ///< some rows have been placed by the caller
    bool done = false;

    void start_optimizer(std::vector<float> start, std::span<const float> mobility) {
        const OptimizerOptions how{options.dim,
                                   options.epochs,
                                   options.negative_samples,
                                   options.learning_rate,
                                   fit_curve(options.min_dist, options.spread),
                                   options.seed};
        if (!appending) place_alone(edges, start, options.dim, options.seed);
        optimizer.emplace(edges, start, mobility, how);
    }

    /// Chooses the start layout once the edges are there.
    void prepare() {
        edges = fuzzy->take();
        fuzzy.reset();
        graph = {};
        if (!options.labels.empty() && options.label_weight > 0)
            intersect_labels(edges, options.labels, options.label_weight);
        if (!options.start.empty()) {
            const std::vector<float> mobility =
                mobility_of(options.start, options.dim, options.start_mobility);
            start_optimizer(
                complete_start(edges, std::move(options.start), options.dim, options.seed),
                mobility);
        } else if (edges.rows < k_fewest_spectral_rows) {
            const std::vector<float> nowhere(zeros.size(), std::nanf(""));
            start_optimizer(complete_start(edges, nowhere, options.dim, options.seed), {});
        } else {
            spectral.emplace(edges, options.dim, options.seed);
        }
    }
};

Result<Umap> Umap::create(const NeighborGraph& graph, UmapOptions options) {
    if (Status status = check(graph, options); !status) return status.error();
    if (options.epochs == 0) options.epochs = graph.rows <= 10000 ? 500 : 200;
    auto state = std::make_unique<State>();
    state->graph = graph;
    state->zeros.resize(static_cast<std::size_t>(graph.rows) *
                        static_cast<std::size_t>(options.dim));
    state->appending = !options.start.empty();
    state->fuzzy.emplace(state->graph, options.neighbors);
    state->options = std::move(options);
    return Umap(std::move(state));
}

Umap::Umap(std::unique_ptr<State> state) : state_(std::move(state)) {}
Umap::Umap(Umap&&) noexcept = default;
Umap& Umap::operator=(Umap&&) noexcept = default;
Umap::~Umap() = default;

Step Umap::step(const Budget& budget) {
    State& s = *state_;
    if (s.done) return Step::done;
    if (s.fuzzy) {
        if (s.fuzzy->step(budget) == Step::more) return Step::more;
        s.prepare();
        if (budget.spent()) return Step::more;
    }
    if (s.spectral) {
        if (s.spectral->step(budget) == Step::more) return Step::more;
        s.start_optimizer(s.spectral->take(), {});
        s.spectral.reset();
        if (budget.spent()) return Step::more;
    }
    if (s.optimizer->step(budget) == Step::more) return Step::more;
    if (!s.appending) place_alone(s.edges, s.optimizer->positions(), s.options.dim, s.options.seed);
    s.done = true;
    return Step::done;
}

std::int32_t Umap::epoch() const {
    return state_->optimizer ? state_->optimizer->epoch() : 0;
}
std::int32_t Umap::epoch_count() const {
    return state_->options.epochs;
}
std::int32_t Umap::rows() const {
    return static_cast<std::int32_t>(state_->zeros.size() / state_->options.dim);
}
std::int32_t Umap::dim() const {
    return state_->options.dim;
}

double Umap::progress() const {
    const State& s = *state_;
    if (s.done) return 1.0;
    if (s.optimizer) return 0.15 + 0.85 * s.optimizer->progress();
    if (s.spectral) return 0.05 + 0.1 * s.spectral->progress();
    return s.fuzzy ? 0.05 * s.fuzzy->progress() : 0.05;
}

std::span<const float> Umap::positions() const {
    return state_->optimizer ? std::as_const(*state_->optimizer).positions()
                             : std::span<const float>(state_->zeros);
}

}  // namespace labelscape
