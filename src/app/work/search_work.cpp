#include "app/work/search_work.hpp"

#include "app/work/model_work.hpp"
#include "app/work/similarity_job.hpp"

namespace labelscape {
namespace {

void order_by(AppContext& context, std::vector<float> query, std::string title) {
    auto job = std::make_unique<SimilarityJob>("search", "Search by meaning", *context.state.project.embeddings,
                                               std::move(query));
    job->then([title = std::move(title)](AppContext& later, std::vector<float> similarity) {
        later.state.similarity = std::move(similarity);
        later.state.similarity.resize(later.state.project.size(), -1.0f);
        later.state.similarity_title = title;
        later.state.view.list_order = ListOrder::similarity;
        ++later.state.derived_version;
    });
    context.state.jobs.add(std::move(job), Priority::user);
}

}  // namespace

void order_by_meaning(AppContext& context, const std::string& text) {
    if (!*context.state.project.embeddings) {
        return context.notify(NoticeKind::warning, "Search by meaning needs vectors: compute the map first");
    }
    if (!context.state.model_fits()) return context.notify(NoticeKind::warning, why_no_queries(context.state));
    // The view outlives the request: the port copies texts before it returns.
    context.ports.embedder.embed({text}, {.kind = TextKind::query}, context.for_this_project<Result<EmbeddedBatch>>(
        [&context, text](Result<EmbeddedBatch> batch) {
            if (!batch) return context.notify(batch.error());
            order_by(context, std::move(batch->vectors), "\u201c" + text + "\u201d");
        }));
}

void order_like_document(AppContext& context, DocId doc) {
    const auto& embeddings = *context.state.project.embeddings;
    const std::string why = context.state.why_no_meaning(doc);
    if (!why.empty()) return context.notify(NoticeKind::warning, why);
    order_by(context, embeddings->vectors.decoded(static_cast<std::int32_t>(doc)),
             "document " + std::string((*context.state.project.dataset)->id(doc)));
}

void clear_similarity(AppContext& context) {
    AppState& state = context.state;
    if (state.similarity.empty()) return;
    state.similarity.clear();
    state.similarity_title.clear();
    if (state.view.list_order == ListOrder::similarity) state.view.list_order = ListOrder::imported;
    ++state.derived_version;
}

}  // namespace labelscape
