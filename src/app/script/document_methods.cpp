#include <algorithm>
#include <cstring>

#include "app/actions/selecting.hpp"
#include "app/filtering.hpp"
#include "app/filters/filter_kinds.hpp"
#include "app/script/json_field.hpp"
#include "app/script/methods.hpp"
#include "app/work/scan_work.hpp"
#include "app/work/search_work.hpp"
#include "app/work/similarity_job.hpp"
#include "model/limits.hpp"

namespace labelscape {
namespace {

constexpr double k_max_count = 4294967295.0;
constexpr std::size_t k_max_id_bytes = 100'000;

std::string id_of(const AppState& state, DocId doc) { return std::string((*state.project.dataset)->id(doc)); }

void call_documents(Script& script, const Call& call, const Json& args) {
    const auto filter = filter_from_json(script.state(), object_field(args, "filter"));
    if (!filter) return call.refuse(filter.error());
    const auto offset = field(args, "offset", std::size_t{0});
    const auto limit = field(args, "limit", std::size_t{script.state().project.size()});
    with_filtered(script, call, *filter, searched_words(script.state().view),
                  [&script, call, offset, limit](const Bitset& passed) {
                      const auto docs = passed.members();
                      const std::size_t first = std::min(offset, docs.size());
                      const std::size_t count = std::min(limit, docs.size() - first);
                      Json list = Json::array();
                      for (std::size_t i = first; i < first + count; ++i)
                          list.push_back(doc_to_json(script.state(), docs[i]));
                      call.reply(std::move(list));
                  });
}

void call_vectors(Script& script, const Call& call, const Json& args) {
    const AppState& state = script.state();
    const auto& embeddings = *state.project.embeddings;
    if (!embeddings) return call.refuse({ErrorCode::not_found, "There are no vectors yet: call embed() first"});
    auto docs = args.contains("ids") ? docs_from_json(state, args["ids"]) : Result(state.active.members());
    if (!docs) return call.refuse(docs.error());
    const auto columns = static_cast<std::size_t>(embeddings->vectors.columns());
    std::vector<float> values(docs->size() * columns);
    for (std::size_t i = 0; i < docs->size(); ++i) {
        if (!embeddings->embedded.test((*docs)[i])) continue;
        std::ranges::copy(embeddings->vectors.decoded(static_cast<std::int32_t>((*docs)[i])),
                          values.data() + i * columns);
    }
    Bytes bytes(values.size() * sizeof values[0]);
    if (!values.empty()) std::memcpy(bytes.data(), values.data(), bytes.size());
    call.reply({{"rows", docs->size()}, {"columns", columns}}, std::move(bytes));
}

/// What a comparison with all documents answers.
struct WantedMatches {
    const char* score;            ///< what the similarity is called
    DocId except;
    float threshold = -1;
    std::size_t limit = 0;
    bool unlabeled_only = false;
};

Json best_matches(const AppState& state, const std::vector<float>& similarity, const WantedMatches& wanted) {
    std::vector<DocId> docs;
    state.active.for_each([&](DocId doc) {
        if (doc == wanted.except || doc >= similarity.size() || similarity[doc] < wanted.threshold) return;
        if (wanted.unlabeled_only && state.project.annotations->labeled().test(doc)) return;
        docs.push_back(doc);
    });
    std::ranges::stable_sort(docs, [&](DocId a, DocId b) { return similarity[a] > similarity[b]; });
    if (docs.size() > wanted.limit) docs.resize(wanted.limit);
    Json list = Json::array();
    for (const DocId doc : docs) list.push_back({{"id", id_of(state, doc)}, {wanted.score, similarity[doc]}});
    return list;
}

void compare(Script& script, const Call& call, std::vector<float> query, const WantedMatches& wanted) {
    const auto done = call.ended<std::vector<float>>([wanted](AppContext& later, const std::vector<float>& similarity) {
        return best_matches(later.state, similarity, wanted);
    });
    script.state().jobs.add(std::make_unique<SimilarityJob>("script-" + std::to_string(call.id()), "Compare",
                                                            *script.state().project.embeddings, std::move(query), done),
                            Priority::user);
}

void call_alike(Script& script, const Call& call, const Json& args) {
    const AppState& state = script.state();
    const auto docs = docs_from_json(state, Json::array({args["id"]}));
    if (!docs) return call.refuse(docs.error());
    const DocId doc = docs->front();
    const std::string why = state.why_no_meaning(doc);
    if (!why.empty()) return call.refuse({ErrorCode::not_found, why});
    compare(script, call, (*state.project.embeddings)->vectors.decoded(static_cast<std::int32_t>(doc)),
            {"similarity", doc, field(args, "threshold", state.view.alike_threshold),
             field(args, "limit", std::size_t{1000}), field(args, "unlabeledOnly", true)});
}

void search_by_meaning(Script& script, const Call& call, const std::string& query, std::size_t limit) {
    if (!*script.state().project.embeddings) {
        return call.refuse({ErrorCode::not_found, "There are no vectors yet: call embed() first"});
    }
    const auto receive = [&script, call, limit](AppContext&, Result<std::vector<float>> vector) {
        if (!vector) return call.refuse(vector.error());
        compare(script, call, std::move(*vector), {"score", script.state().project.size(), -1, limit});
    };
    vector_of_text(script.context, query, {script.context.dropped, receive});
}

void call_search(Script& script, const Call& call, const Json& args) {
    const std::string query = field(args, "query", "");
    const auto limit = field(args, "limit", std::size_t{100});
    if (field(args, "mode", "text") == "semantic") return search_by_meaning(script, call, query, limit);
    with_filtered(script, call, {}, query, [&script, call, limit](const Bitset& found) {
        Json list = Json::array();
        found.for_each([&](DocId doc) {
            if (list.size() < limit) list.push_back({{"id", id_of(script.state(), doc)}, {"score", 1}});
        });
        call.reply(std::move(list));
    });
}

void call_select(Script& script, const Call& call, const Json& args) {
    const auto docs = docs_from_json(script.state(), args["ids"]);
    if (!docs) return call.refuse(docs.error());
    script.app.apply(action::Select{Bitset::of(script.state().project.size(), *docs)});
    call.reply(nullptr);
}

void call_selection(Script& script, const Call& call, const Json&) {
    Json ids = Json::array();
    script.state().selection.docs.for_each([&](DocId doc) { ids.push_back(id_of(script.state(), doc)); });
    call.reply(std::move(ids));
}

}  // namespace

Shape id_shape() { return Shape::text(k_max_id_bytes); }
Shape ids_shape() { return Shape::list(id_shape(), static_cast<std::size_t>(k_max_count)); }
Shape count_shape() { return Shape::whole(0, k_max_count); }

Shape filter_shape() {
    const Shape words = Shape::text(k_max_filter_text_bytes);
    const Shape bound = Shape::number(-1e300, 1e300);
    const Shape column = Shape::object({{"name", Shape::text(k_max_column_name_bytes), true},
                                        {"value", Shape::either({words, bound, Shape::flag()})},
                                        {"min", bound},
                                        {"max", bound}});
    const std::pair<FilterValue, Shape> shapes[] = {{FilterValue::label, Shape::text(k_max_label_name_bytes)},
                                                    {FilterValue::topic, Shape::whole(-1, 2147483647)},
                                                    {FilterValue::words, words},
                                                    {FilterValue::column, column},
                                                    {FilterValue::documents, ids_shape()}};
    std::vector<Field> fields;
    for (const FilterKind& kind : filter_kinds()) {
        for (const FilterOffer& offer : kind.offers) {
            if (!offer.flag.empty()) fields.push_back({std::string(offer.flag), Shape::flag()});
        }
        if (kind.script.name.empty()) continue;
        const auto& [value, shape] =
            *std::ranges::find(shapes, kind.script.value, &std::pair<FilterValue, Shape>::first);
        fields.push_back({std::string(kind.script.name), shape});
    }
    return Shape::object(std::move(fields));
}

void with_filtered(Script& script, const Call& call, Filter filter, std::string search,
                   std::function<void(const Bitset&)> then) {
    const std::string key = "script-" + std::to_string(call.id());
    find_texts(
        script.context, filter, search, key,
        script.context.done([call, filter, search, then = std::move(then)](AppContext& later, const Status& status) {
            status ? then(filtered(later.state, filter, search)) : call.refuse(status.error());
        }));
}

std::vector<Method> document_methods() {
    const Shape none = Shape::object({});
    return {
        {"documents", Shape::object({{"filter", filter_shape()}, {"offset", count_shape()}, {"limit", count_shape()}}),
         call_documents},
        {"vectors", Shape::object({{"ids", ids_shape()}}), call_vectors},
        {"alike",
         Shape::object({{"id", id_shape(), true},
                        {"threshold", Shape::number(-1, 1)},
                        {"limit", count_shape()},
                        {"unlabeledOnly", Shape::flag()}}),
         call_alike},
        {"search",
         Shape::object({{"query", Shape::text(k_max_filter_text_bytes), true},
                        {"mode", Shape::choice({"text", "semantic"})},
                        {"limit", count_shape()}}),
         call_search},
        {"select", Shape::object({{"ids", ids_shape(), true}}), call_select},
        {"selection", none, call_selection},
    };
}

}  // namespace labelscape
