#include "app/work/search_work.hpp"

#include "app/work/model_work.hpp"
#include "app/work/similarity_job.hpp"

namespace labelscape {
namespace {

void order_by(AppContext& context, std::vector<float> query, const std::string& title, const Done<>& done) {
    const auto order = [title](AppContext& later, std::vector<float> similarity, const Done<>& end) {
        later.state.similarity = std::move(similarity);
        later.state.similarity.resize(later.state.project.size(), -1.0f);
        later.state.similarity_title = title;
        later.state.view.list_order = ListOrder::similarity;
        ++later.state.derived_version;
        end(later, {});
    };
    context.state.jobs.add(
        std::make_unique<SimilarityJob>("search", "Search by meaning", *context.state.project.embeddings,
                                        std::move(query), done.after<std::vector<float>>(order)),
        Priority::user);
}

}  // namespace

void vector_of_text(AppContext& context, const std::string& text, const Done<std::vector<float>>& done) {
    if (!*context.state.project.embeddings) {
        return done(context, Error{ErrorCode::conflict, "Search by meaning needs vectors: compute the map first"});
    }
    if (!context.state.model_fits()) return done(context, Error{ErrorCode::conflict, why_no_queries(context.state)});
    // The view outlives the request: the port copies texts before it returns.
    context.ports.embedder.embed({text}, {.kind = TextKind::query}, context.for_this_project<Result<EmbeddedBatch>>(
        [&context, done](Result<EmbeddedBatch> batch) {
            if (!batch) return done(context, batch.error());
            done(context, std::move(batch->vectors));
        }));
}

void order_by_meaning(AppContext& context, const std::string& text, const Done<>& done) {
    vector_of_text(
        context, text,
        done.after<std::vector<float>>([text](AppContext& later, std::vector<float> query, const Done<>& end) {
            order_by(later, std::move(query), "\u201c" + text + "\u201d", end);
        }));
}

void order_like_document(AppContext& context, DocId doc, const Done<>& done) {
    const auto& embeddings = *context.state.project.embeddings;
    const std::string why = context.state.why_no_meaning(doc);
    if (!why.empty()) return done(context, Error{ErrorCode::conflict, why});
    order_by(context, embeddings->vectors.decoded(static_cast<std::int32_t>(doc)),
             "document " + std::string((*context.state.project.dataset)->id(doc)), done);
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
