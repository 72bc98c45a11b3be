#include "app/work/layout_work.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <utility>

#include "app/label_sets.hpp"
#include "app/work/alike_work.hpp"
#include "core/knn/knn_graph.hpp"
#include "core/knn/typical_cosine.hpp"
#include "core/layout/umap.hpp"
#include "jobs/latest.hpp"

namespace labelscape {
namespace {

/// Neighbors that are kept for every document: enough for map, votes and topics.
constexpr std::int32_t k_neighbors = 20;
/// So many alike documents shall half of the documents have at first.
constexpr std::int32_t k_alike_neighbors = 10;
constexpr float k_not_placed = std::numeric_limits<float>::quiet_NaN();
/// Between two pictures of a map that is still moving.
constexpr double k_live_interval_ms = 100;

std::int64_t percent(double share) { return static_cast<std::int64_t>(share * 100); }

/// Active documents that can be compared.
std::vector<DocId> meaningful_documents(const AppState& state) {
    std::vector<DocId> docs = state.active.members();
    std::erase_if(docs, [&](DocId doc) { return state.project.meaning(doc) != Meaning::found; });
    return docs;
}

class GraphJob final : public Job {
public:
    GraphJob(std::shared_ptr<const Embeddings> embeddings, std::uint64_t version, std::vector<DocId> docs)
        : embeddings_(std::move(embeddings)),
          version_(version),
          docs_(std::make_shared<const std::vector<DocId>>(std::move(docs))) {}

    std::string key() const override { return "graph"; }
    std::string title() const override { return "Find neighbors"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.enter("Comparing documents");
        if (!builder_) {
            const UnitRows rows = embeddings_->vectors.picked(*docs_);
            distinct_ = std::make_shared<const DistinctRows>(distinct_rows(rows));
            auto builder = KnnGraphBuilder::create(rows.picked(distinct_->first_rows), {.neighbors = k_neighbors});
            if (!builder) return builder.error();
            builder_.emplace(std::move(*builder));
        }
        const Step step = builder_->step(budget);
        progress.set(percent(builder_->progress()), 100);
        if (step == Step::done) spread();
        return step;
    }

    std::unique_ptr<Outcome> outcome() override {
        return std::make_unique<AppOutcome>([docs = docs_, distinct = distinct_, graph = graph_, ids = ids_,
                                             cosines = cosines_, version = version_, typical = typical_](AppContext& context) {
            Analysis& analysis = context.analysis;
            analysis.docs = docs;
            analysis.distinct = distinct;
            analysis.graph = graph;
            analysis.neighbor_ids = ids;
            analysis.neighbor_cosines = cosines;
            analysis.neighbors_per_doc = k_neighbors;
            analysis.linkage = nullptr;
            analysis.graph_embeddings = version;
            ++analysis.graph_version;
            suit_alike_threshold(context, typical);
            for (const auto& then : std::exchange(context.after_graph, {})) then(context);
        });
    }

private:
    /// Neighbors by document instead of kind: copies of a document first, but half of the places at most as long as there
    /// are others.
    void spread() {
        auto graph = std::make_shared<NeighborGraph>(builder_->take());
        const std::size_t all = static_cast<std::size_t>(embeddings_->vectors.rows()) * k_neighbors;
        auto ids = std::make_shared<std::vector<DocId>>(all, k_no_doc);
        auto cosines = std::make_shared<std::vector<float>>(all);
        const std::int32_t most_copies = k_neighbors - std::min(graph->k, k_neighbors / 2);
        for (std::size_t row = 0; row < docs_->size(); ++row) {
            std::size_t place = (*docs_)[row] * static_cast<std::size_t>(k_neighbors);
            const std::size_t end = place + k_neighbors;
            const auto put = [&](std::size_t neighbor, float cosine) {
                (*ids)[place] = (*docs_)[neighbor];
                (*cosines)[place++] = cosine;
            };
            const auto next = [&](std::size_t copy) { return static_cast<std::size_t>(distinct_->next_copy[copy]); };
            std::int32_t copies = 0;
            for (std::size_t copy = next(row); copy != row && copies < most_copies; copy = next(copy), ++copies) put(copy, 1);
            const std::int32_t kind = distinct_->kind_of[row];
            for (std::int32_t i = 0; i < graph->k && place < end; ++i) {
                const auto neighbor = static_cast<std::size_t>(graph->neighbors_of(kind)[static_cast<std::size_t>(i)]);
                put(distinct_->first_rows[neighbor], graph->similarities_of(kind)[static_cast<std::size_t>(i)]);
            }
        }
        typical_ = typical_cosine(*graph, k_alike_neighbors);
        graph_ = std::move(graph);
        ids_ = std::move(ids);
        cosines_ = std::move(cosines);
    }

    std::shared_ptr<const Embeddings> embeddings_;
    std::uint64_t version_;
    std::shared_ptr<const std::vector<DocId>> docs_;
    std::shared_ptr<const DistinctRows> distinct_;
    std::optional<KnnGraphBuilder> builder_;
    std::shared_ptr<const NeighborGraph> graph_;
    std::shared_ptr<const std::vector<DocId>> ids_;
    std::shared_ptr<const std::vector<float>> cosines_;
    float typical_ = 0;
};

using LivePositions = Latest<std::vector<float>>;

/// What a map is drawn of; shared with the jobs that draw it.
struct MapRows {
    std::shared_ptr<const NeighborGraph> graph;
    std::shared_ptr<const DistinctRows> distinct;
    std::shared_ptr<const std::vector<DocId>> docs;
    std::uint32_t document_count;
};

/// Positions by kind become positions by document. Copies lie around the first as the seeds of a sunflower do, so that a
/// crowd of them looks like one.
std::vector<float> by_document(std::span<const float> kinds, const MapRows& rows) {
    constexpr float k_gap = 0.02f;            // of the map's unit, in which clumps lie 1 apart
    constexpr float k_golden_angle = 2.39996323f;
    std::vector<float> xy(2 * static_cast<std::size_t>(rows.document_count), k_not_placed);
    std::vector<std::int32_t> placed(rows.distinct->first_rows.size());
    for (std::size_t row = 0; row < rows.docs->size(); ++row) {
        const auto kind = static_cast<std::size_t>(rows.distinct->kind_of[row]);
        const auto seed = static_cast<float>(placed[kind]++);
        const float radius = k_gap * std::sqrt(seed);
        const std::size_t to = 2 * static_cast<std::size_t>((*rows.docs)[row]);
        xy[to] = kinds[2 * kind] + radius * std::cos(seed * k_golden_angle);
        xy[to + 1] = kinds[2 * kind + 1] + radius * std::sin(seed * k_golden_angle);
    }
    return xy;
}

class LayoutJob final : public Job {
public:
    LayoutJob(MapRows rows, UmapOptions options, std::shared_ptr<LivePositions> live, Then then)
        : rows_(std::move(rows)), options_(std::move(options)), live_(std::move(live)), then_(std::move(then)) {}

    std::string key() const override { return "layout"; }
    std::string title() const override { return "Draw the map"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.enter("Placing documents");
        if (!umap_) {
            auto umap = Umap::create(*rows_.graph, options_);
            if (!umap) return umap.error();
            umap_.emplace(std::move(*umap));
        }
        const Step step = umap_->step(budget);
        progress.set(percent(umap_->progress()), 100);
        if (step == Step::more && umap_->epoch() > 0 && clock_.now_ms() >= next_live_ms_) {
            next_live_ms_ = clock_.now_ms() + k_live_interval_ms;
            live_->publish(std::make_shared<const std::vector<float>>(
                by_document(umap_->positions(), rows_)));
        }
        return step;
    }

    std::unique_ptr<Outcome> outcome() override {
        auto layout = std::make_shared<Layout>();
        layout->xy = by_document(umap_->positions(), rows_);
        layout->seed = options_.seed;
        return std::make_unique<AppOutcome>([layout, live = live_, then = std::move(then_)](AppContext& context) {
            live->take();
            const bool first = *context.state.project.layout == nullptr;
            context.state.project.layout.edit() = layout;
            context.state.live_layout.clear();
            ++context.state.live_layout_version;
            if (first) ++context.state.fit_request;
            then(context);
        });
    }

private:
    MapRows rows_;
    UmapOptions options_;
    std::shared_ptr<LivePositions> live_;
    Then then_;
    SteadyClock clock_;
    double next_live_ms_ = 0;
    std::optional<Umap> umap_;
};

/// The first label of each kind, for a map that keeps labels together.
std::vector<std::int32_t> labels_of_kinds(const Project& project, const Analysis& analysis) {
    const LabelSetsStorage storage(project);
    std::vector<std::int32_t> labels(analysis.distinct->first_rows.size(), -1);
    for (std::size_t row = 0; row < analysis.docs->size(); ++row) {
        const auto own = storage.sets().of((*analysis.docs)[row]);
        std::int32_t& label = labels[static_cast<std::size_t>(analysis.distinct->kind_of[row])];
        if (label < 0 && !own.empty()) label = own.front();
    }
    return labels;
}

}  // namespace

void with_graph(AppContext& context, Priority priority, Then then) {
    AppState& state = context.state;
    if (!*state.project.embeddings) {
        return context.notify(NoticeKind::warning, "There are no vectors yet: embed the texts first");
    }
    auto docs = meaningful_documents(state);
    if (context.analysis.graph && *context.analysis.docs == docs &&
        context.analysis.graph_embeddings == state.project.embeddings.version()) {
        return then(context);
    }
    if (docs.empty()) return context.notify(NoticeKind::warning, "There is nothing to draw: the model knows no word of the texts");
    // A graph that is being made is replaced; what waits for it then waits for the new one.
    if (!state.jobs.running("graph")) context.after_graph.clear();
    context.after_graph.push_back(std::move(then));
    state.jobs.add(std::make_unique<GraphJob>(*state.project.embeddings, state.project.embeddings.version(), std::move(docs)),
                   priority);
}

void compute_layout(AppContext& context, const action::ComputeLayout& wanted, Then then) {
    with_graph(context, Priority::normal, [wanted, then = std::move(then)](AppContext& later) {
        UmapOptions options;
        options.neighbors = std::clamp(wanted.neighbors, 2, k_neighbors + 1);
        options.min_dist = wanted.min_dist;
        options.epochs = wanted.epochs;
        options.seed = wanted.seed;
        if (wanted.label_weight > 0) {
            options.labels = labels_of_kinds(later.state.project, later.analysis);
            options.label_weight = wanted.label_weight;
        }
        later.live_map = std::make_shared<LivePositions>();
        MapRows rows{later.analysis.graph, later.analysis.distinct, later.analysis.docs, later.state.project.size()};
        later.state.jobs.add(std::make_unique<LayoutJob>(std::move(rows), std::move(options), later.live_map, then));
    });
}

void take_live_layout(AppContext& context) {
    if (!context.live_map) return;
    AppState& state = context.state;
    if (auto positions = context.live_map->take()) {
        const bool first = state.live_layout.empty() && !*state.project.layout;
        state.live_layout = *positions;
        ++state.live_layout_version;
        if (first) ++state.fit_request;
    } else if (!state.live_layout.empty() && !state.jobs.running("layout")) {
        state.live_layout.clear();   // cancelled: back to the map before
        ++state.live_layout_version;
    }
}

}  // namespace labelscape
