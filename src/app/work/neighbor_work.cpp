#include "app/work/neighbor_work.hpp"

#include <algorithm>
#include <optional>

#include "app/work/alike_work.hpp"
#include "app/work/app_job.hpp"
#include "core/knn/knn_graph.hpp"
#include "core/knn/typical_cosine.hpp"

namespace labelscape {
namespace {

/// So many alike documents shall half of the documents have at first.
constexpr std::int32_t k_alike_neighbors = 10;

/// Active documents that can be compared.
std::vector<DocId> meaningful_documents(const AppState& state) {
    std::vector<DocId> docs = state.active.members();
    std::erase_if(docs, [&](DocId doc) { return state.project.meaning(doc) != Meaning::found; });
    return docs;
}

class NeighborsJob final : public AppJob<Neighbors> {
public:
    NeighborsJob(std::shared_ptr<const Embeddings> embeddings, std::vector<DocId> docs, Done<Neighbors> done)
        : AppJob(std::move(done)), embeddings_(std::move(embeddings)) {
        found_.docs = std::make_shared<const std::vector<DocId>>(std::move(docs));
        found_.per_doc = k_neighbors;
    }

    std::string key() const override { return std::string(k_neighbors_part); }
    std::string title() const override { return "Find neighbors"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.enter("Comparing documents");
        if (!builder_) {
            const UnitRows rows = embeddings_->vectors.picked(*found_.docs);
            found_.distinct = std::make_shared<const DistinctRows>(distinct_rows(rows));
            auto builder =
                KnnGraphBuilder::create(rows.picked(found_.distinct->first_rows), {.neighbors = k_neighbors});
            if (!builder) return builder.error();
            builder_.emplace(std::move(*builder));
        }
        const Step step = builder_->step(budget);
        progress.set(static_cast<std::int64_t>(builder_->progress() * 100), 100);
        if (step == Step::done) spread();
        return step;
    }

private:
    Neighbors take() override { return std::move(found_); }

    /// Neighbors by document instead of kind: copies of a document first, but half of the places at most as long as
    /// there are others.
    void spread() {
        auto graph = std::make_shared<NeighborGraph>(builder_->take());
        const std::size_t all = static_cast<std::size_t>(embeddings_->vectors.rows()) * k_neighbors;
        auto ids = std::make_shared<std::vector<DocId>>(all, k_no_doc);
        auto cosines = std::make_shared<std::vector<float>>(all);
        const std::int32_t most_copies = k_neighbors - std::min(graph->k, k_neighbors / 2);
        for (std::size_t row = 0; row < found_.docs->size(); ++row) {
            std::size_t place = (*found_.docs)[row] * static_cast<std::size_t>(k_neighbors);
            const std::size_t end = place + k_neighbors;
            const auto put = [&](std::size_t neighbor, float cosine) {
                (*ids)[place] = (*found_.docs)[neighbor];
                (*cosines)[place++] = cosine;
            };
            const auto next = [&](std::size_t copy) {
                return static_cast<std::size_t>(found_.distinct->next_copy[copy]);
            };
            std::int32_t copies = 0;
            for (std::size_t copy = next(row); copy != row && copies < most_copies; copy = next(copy), ++copies)
                put(copy, 1);
            const std::int32_t kind = found_.distinct->kind_of[row];
            for (std::int32_t i = 0; i < graph->k && place < end; ++i) {
                const auto neighbor = static_cast<std::size_t>(graph->neighbors_of(kind)[static_cast<std::size_t>(i)]);
                put(found_.distinct->first_rows[neighbor], graph->similarities_of(kind)[static_cast<std::size_t>(i)]);
            }
        }
        found_.typical = typical_cosine(*graph, k_alike_neighbors);
        found_.graph = std::move(graph);
        found_.ids = std::move(ids);
        found_.cosines = std::move(cosines);
    }

    std::shared_ptr<const Embeddings> embeddings_;
    std::optional<KnnGraphBuilder> builder_;
    Neighbors found_;
};

Stamp neighbors_from(const AppContext& context) {
    const Project& project = context.state.project;
    return {project.dataset.version(), project.removed.version(), project.excluded.version(), project.copied.version(),
            project.embeddings.version()};
}

Status neighbors_possible(const AppContext& context) {
    if (*context.state.project.embeddings) return {};
    return Error{ErrorCode::conflict, "There are no vectors yet: embed the texts first"};
}

/// They are not saved: after a reload they are found again, for votes.
bool neighbors_missing(const AppContext& context) {
    return !context.analysis.neighbors.graph && !context.state.jobs.running("embed");
}

void find_neighbors(AppContext& context, Priority priority, const Done<>& done) {
    const auto& embeddings = *context.state.project.embeddings;
    auto docs = meaningful_documents(context.state);
    if (docs.empty()) {
        return done(context,
                    Error{ErrorCode::conflict, "There is nothing to draw: the model knows no word of the texts"});
    }
    const auto keep = [](AppContext& later, Neighbors found, const Done<>& end) {
        later.analysis.neighbors = std::move(found);
        later.analysis.linkage = nullptr;
        suit_alike_threshold(later, later.analysis.neighbors.typical);
        end(later, {});
    };
    context.state.jobs.add(std::make_unique<NeighborsJob>(embeddings, std::move(docs), done.after<Neighbors>(keep)),
                           priority);
}

}  // namespace

DerivedPart neighbors_part() {
    return {k_neighbors_part, "", neighbors_from, neighbors_possible, neighbors_missing, Priority::background,
            find_neighbors};
}

}  // namespace labelscape
