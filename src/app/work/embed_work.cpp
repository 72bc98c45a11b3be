#include "app/work/embed_work.hpp"

#include <algorithm>
#include <utility>

#include "app/work/model_work.hpp"
#include "base/hash_index.hpp"

namespace labelscape {
namespace {

constexpr const char* k_key = "embed";

/// Texts of one request, and requests that are on their way at once so that no worker waits for the page: many where a
/// thousand texts take no time, few where what is lost with a request counts.
struct Pace {
    std::size_t texts, ahead;
};

Pace pace_of(ModelSource source) {
    if (source == ModelSource::builtin) return {1024, 6};
    return {source == ModelSource::remote ? k_endpoint_texts : 512, 2};
}

/// What there is of this model's vectors: in use, or left over from a change that was not finished.
std::shared_ptr<const Embeddings> vectors_of(const AppContext& context, const std::string& model_id) {
    const auto& used = *context.state.project.embeddings;
    if (used && used->model_id == model_id) return used;
    const auto& unfinished = context.unfinished;
    return unfinished && unfinished->model_id == model_id ? unfinished : nullptr;
}

/// Documents with a text and without a vector.
Bitset missing_vectors(const AppState& state, const Embeddings* embeddings) {
    Bitset missing(state.project.size());
    state.active.for_each([&](DocId doc) {
        const bool embedded = embeddings && embeddings->embedded.test(doc);
        if (!embedded && !(*state.project.dataset)->text(doc).empty()) missing.set(doc);
    });
    return missing;
}

/// One run over the texts that have no vector yet. Kept alive by the replies it waits for.
struct EmbedRun : std::enable_shared_from_this<EmbedRun> {
    AppContext& context;
    CurrentModel model;
    bool replaces = false;                                            ///< vectors of another model are in use meanwhile
    std::string used_before;                                          ///< names the vectors that are in use meanwhile
    std::shared_ptr<Embeddings> embeddings;
    Bitset wanted;                                                    ///< documents
    DocId next = 0;                                                   ///< the first of them that has not been looked at
    HashIndex first_of;                                               ///< the first document with a text, by its hash
    std::vector<std::pair<DocId, DocId>> copies;                      ///< document and the one whose vector it gets
    std::shared_ptr<Progress> progress;
    std::size_t under_way = 0;                                        ///< texts
    EmbeddingCounts counts;
    bool cancelled = false;
    Error failure{ErrorCode::cancelled, "Embedding was cancelled"};   ///< why it was cancelled

    explicit EmbedRun(AppContext& its_context) : context(its_context) {}

    void start();
    bool begin();
    std::vector<DocId> take(std::size_t count);
    void send();
    void received(const std::vector<DocId>& docs, const Result<EmbeddedBatch>& batch);
    bool keep(const std::vector<DocId>& docs, const EmbeddedBatch& batch);
    void copy_vectors();
    void fit_rows();
    void fail(const Error& error);
    void finish(bool complete);
    void tell_counts();
};

void EmbedRun::start() {
    AppState& state = context.state;
    model = state.models.current;
    const auto& before = *state.project.embeddings;
    used_before = before ? before->model_id : std::string();
    replaces = before && before->model_id != model.id;
    const auto begun = vectors_of(context, model.id);
    embeddings = begun ? std::make_shared<Embeddings>(*begun) : std::make_shared<Embeddings>();
    embeddings->model_id = model.id;
    progress = state.jobs.begin_external(k_key, replaces ? "Embed texts with " + model.title : "Embed texts", [this] {
        cancelled = true;
        context.ports.embedder.cancel();
    });
    progress->unit = "texts";
    progress->enter("Reading by meaning");
    if (!begin()) finish(true);
}

/// Goes through all documents there are now; false if none is without a vector.
bool EmbedRun::begin() {
    wanted = missing_vectors(context.state, embeddings.get());
    next = 0;
    if (wanted.none()) return false;
    progress->set(0, wanted.count());
    send();
    return true;
}

/// The next documents whose texts are to be embedded; those whose text an earlier document has are noted.
std::vector<DocId> EmbedRun::take(std::size_t count) {
    const Dataset& dataset = **context.state.project.dataset;
    std::vector<DocId> docs;
    for (; next < wanted.size() && docs.size() < count; ++next) {
        const bool is_wanted = wanted.test(next);
        if (!is_wanted && !embeddings->embedded.test(next)) continue;
        const auto [first, is_first] = first_of.try_add(dataset.text_hash(next), next);
        if (!is_wanted) continue;
        if (is_first) {
            docs.push_back(next);
        } else {
            copies.emplace_back(next, *first);
            ++progress->done;
        }
    }
    return docs;
}

/// Keeps the embedder busy; the end of the run when there is nothing left to wait for.
void EmbedRun::send() {
    const Pace pace = pace_of(model.source);
    const Dataset& dataset = **context.state.project.dataset;
    while (!cancelled && under_way < pace.texts * pace.ahead) {
        std::vector<DocId> docs = take(pace.texts);
        if (docs.empty()) break;
        std::vector<std::string_view> texts;
        for (const DocId doc : docs) texts.push_back(dataset.text(doc));
        under_way += docs.size();
        const auto advance = [row = progress, before = std::make_shared<std::int64_t>(0)](std::uint64_t done,
                                                                                          std::uint64_t) {
            row->done += static_cast<std::int64_t>(done) - std::exchange(*before, static_cast<std::int64_t>(done));
        };
        context.ports.embedder.embed(
            std::move(texts), {.progress = advance},
            context.for_this_project<Result<EmbeddedBatch>>(
                [run = shared_from_this(), docs = std::move(docs), advance](const Result<EmbeddedBatch>& answer) {
                    advance(docs.size(), docs.size());
                    run->received(docs, answer);
                }));
    }
    if (under_way == 0) finish(!cancelled);
}

void EmbedRun::received(const std::vector<DocId>& docs, const Result<EmbeddedBatch>& batch) {
    under_way -= docs.size();
    if (!batch) {
        fail(batch.error());
    } else if (static_cast<std::size_t>(batch->rows) != docs.size() || !keep(docs, *batch)) {
        fail({ErrorCode::embedder, "The model changed the size of its vectors: embed again"});
    }
    send();
}

/// Ends the run: the requests under way would fail the same way, one after the other.
void EmbedRun::fail(const Error& error) {
    if (std::exchange(cancelled, true)) return;
    failure = error;
    context.ports.embedder.cancel();
}

bool EmbedRun::keep(const std::vector<DocId>& docs, const EmbeddedBatch& batch) {
    UnitRows& vectors = embeddings->vectors;
    if (vectors.columns() == 0) vectors = UnitRows(0, batch.columns);
    if (vectors.columns() != batch.columns) return false;
    fit_rows();
    counts.texts += static_cast<std::uint32_t>(docs.size());
    counts.truncated += batch.counts.truncated;
    counts.averaged += batch.counts.averaged;
    counts.blank += batch.counts.blank;
    const float* row = batch.vectors.data();
    for (const DocId doc : docs) {
        vectors.set(static_cast<std::int32_t>(doc), row);
        embeddings->embedded.set(doc);
        row += batch.columns;
    }
    return true;
}

/// Documents whose text an earlier one has get its vector, if it has one.
void EmbedRun::copy_vectors() {
    UnitRows& vectors = embeddings->vectors;
    for (const auto& [copy, first] : std::exchange(copies, {})) {
        if (!embeddings->embedded.test(first)) continue;
        vectors.set_codes(static_cast<std::int32_t>(copy), vectors.codes(static_cast<std::int32_t>(first)));
        embeddings->embedded.set(copy);
    }
}

/// One row a document, those that came in meanwhile too.
void EmbedRun::fit_rows() {
    embeddings->vectors.grow(static_cast<std::int32_t>(context.state.project.size()));
    embeddings->embedded.resize(context.state.project.size());
}

void EmbedRun::finish(bool complete) {
    AppState& state = context.state;
    if (embeddings->vectors.columns() > 0) {
        fit_rows();
        copy_vectors();
    }
    // Documents that came in meanwhile; to an endpoint go only those that were asked for.
    if (complete && model.source != ModelSource::remote && begin()) return;
    state.jobs.end_external(k_key);
    tell_counts();
    const auto waiting = std::exchange(context.after_embed, {});
    const auto& used = *state.project.embeddings;
    Status status = complete ? Status() : failure;
    if ((used ? used->model_id : std::string()) != used_before) {
        // Vectors that came with a file meanwhile stay.
        state.model_use.changing.reset();
        status = Error{ErrorCode::cancelled, "Vectors came with a file meanwhile"};
    } else if (replaces && !complete) {
        context.unfinished = embeddings;
        give_up_change(context, embeddings->embedded.count());
    } else {
        if (counts.texts > 0 || replaces) state.project.embeddings.edit() = embeddings;
        if (complete) context.unfinished.reset();
    }
    for (const Done<>& done : waiting) done(context, status);
}

void EmbedRun::tell_counts() {
    if (counts.texts == 0) return;
    context.state.model_use.counts = counts;
    const std::pair<std::uint32_t, const char*> parts[] = {
        {counts.truncated, " long texts were cut for embedding"},
        {counts.averaged, " long texts were read in parts, which were averaged"},
        {counts.blank, " texts hold no word that the model knows"}};
    std::string text;
    for (const auto& [count, what] : parts) {
        if (count > 0) text += (text.empty() ? "" : "; ") + std::to_string(count) + what;
    }
    if (!text.empty()) context.notify(NoticeKind::info, text);
}

/// What new texts wait for.
std::string obstacle(const AppContext& context, std::size_t texts) {
    const AppState& state = context.state;
    const std::string waiting = std::to_string(texts) + " texts have no vector. ";
    if (*state.project.embeddings && !state.model_fits()) return waiting + why_no_queries(state);
    return waiting + "They are sent to the endpoint only when you say so under Models";
}

}  // namespace

std::vector<DocId> texts_to_embed(const AppContext& context, const std::string& model_id) {
    std::vector<DocId> docs;
    HashIndex seen;
    const Dataset& dataset = **context.state.project.dataset;
    missing_vectors(context.state, vectors_of(context, model_id).get()).for_each([&](DocId doc) {
        if (seen.try_add(dataset.text_hash(doc), doc).second) docs.push_back(doc);
    });
    return docs;
}

void embed_with_chosen(AppContext& context, const Done<>& done) {
    context.after_embed.push_back(done);
    if (!context.state.jobs.running(k_key)) std::make_shared<EmbedRun>(context)->start();
}

void embed_documents(AppContext& context, const Done<>& done) {
    if (context.state.jobs.running(k_key)) return context.after_embed.push_back(done);
    when_chosen(context, done.after([](AppContext& later, const Done<>& end) {
        const auto& before = *later.state.project.embeddings;
        const bool fits = !before || later.state.model_fits();
        const CurrentModel& model = later.state.models.current;
        if (fits && model.source != ModelSource::remote) return embed_with_chosen(later, end);
        const auto missing = texts_to_embed(later, before ? before->model_id : model.id);
        if (fits && missing.empty()) return embed_with_chosen(later, end);
        if (!missing.empty()) later.notify(NoticeKind::warning, obstacle(later, missing.size()));
        end(later, {});
    }));
}

}  // namespace labelscape
