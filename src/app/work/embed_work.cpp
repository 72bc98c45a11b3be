#include "app/work/embed_work.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "app/work/model_work.hpp"

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

template <class Visit>
void for_each_missing(const AppContext& context, const Embeddings* embeddings, Visit visit) {
    const Dataset& dataset = **context.state.project.dataset;
    context.state.active.for_each([&](DocId doc) {
        const bool embedded = embeddings && doc < embeddings->embedded.size() && embeddings->embedded.test(doc);
        if (!embedded && !dataset.text(doc).empty()) visit(doc, dataset.text_hash(doc));
    });
}

/// One run over the texts that have no vector yet. Kept alive by the replies it waits for.
struct EmbedRun : std::enable_shared_from_this<EmbedRun> {
    AppContext& context;
    CurrentModel model;
    bool replaces = false;                                            ///< vectors of another model are in use meanwhile
    std::string used_before;                                          ///< names the vectors that are in use meanwhile
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<Embeddings> embeddings;
    std::vector<DocId> wanted;                                        ///< the first document of each text
    std::unordered_map<std::uint64_t, std::vector<DocId>> copies;     ///< documents by text hash
    std::shared_ptr<Progress> progress;
    std::size_t sent = 0, finished = 0;
    EmbeddingCounts counts;
    bool cancelled = false;

    explicit EmbedRun(AppContext& its_context) : context(its_context) {}

    void start();
    void collect();
    void send();
    void received(std::size_t first, std::size_t count, const Result<EmbeddedBatch>& batch);
    bool keep(std::size_t first, std::size_t count, const EmbeddedBatch& batch);
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
    collect();
    if (wanted.empty()) return finish(true);
    send();
}

void EmbedRun::collect() {
    dataset = *context.state.project.dataset;
    embeddings->embedded.resize(dataset->size());
    wanted.clear();
    copies.clear();
    sent = finished = 0;
    for_each_missing(context, embeddings.get(), [&](DocId doc, std::uint64_t hash) {
        auto& same = copies[hash];
        if (same.empty()) wanted.push_back(doc);
        same.push_back(doc);
    });
    progress->set(0, static_cast<std::int64_t>(wanted.size()));
}

void EmbedRun::send() {
    const Pace pace = pace_of(model.source);
    while (!cancelled && sent < wanted.size() && sent - finished < pace.texts * pace.ahead) {
        const std::size_t first = sent, count = std::min(pace.texts, wanted.size() - sent);
        std::vector<std::string_view> texts;
        for (std::size_t i = first; i < first + count; ++i) texts.push_back(dataset->text(wanted[i]));
        sent += count;
        const auto advance = [row = progress, before = std::make_shared<std::int64_t>(0)](std::uint64_t done, std::uint64_t) {
            row->done += static_cast<std::int64_t>(done) - std::exchange(*before, static_cast<std::int64_t>(done));
        };
        context.ports.embedder.embed(std::move(texts), {.progress = advance}, context.for_this_project<Result<EmbeddedBatch>>(
            [run = shared_from_this(), first, count, advance](const Result<EmbeddedBatch>& answer) {
                advance(count, count);
                run->received(first, count, answer);
            }));
    }
}

void EmbedRun::received(std::size_t first, std::size_t count, const Result<EmbeddedBatch>& batch) {
    finished += count;
    if (!batch) {
        fail(batch.error());
    } else if (static_cast<std::size_t>(batch->rows) != count || !keep(first, count, *batch)) {
        fail({ErrorCode::embedder, "The model changed the size of its vectors: embed again"});
    }
    if (finished == wanted.size()) return finish(!cancelled);
    if (cancelled && finished == sent) return finish(false);
    send();
}

/// Ends the run: the requests under way would fail the same way, one after the other.
void EmbedRun::fail(const Error& error) {
    if (std::exchange(cancelled, true)) return;
    report(context, error);
    context.ports.embedder.cancel();
}

bool EmbedRun::keep(std::size_t first, std::size_t count, const EmbeddedBatch& batch) {
    UnitRows& vectors = embeddings->vectors;
    if (vectors.columns() == 0) vectors = UnitRows(0, batch.columns);
    if (vectors.columns() != batch.columns) return false;
    fit_rows();
    counts.texts += static_cast<std::uint32_t>(count);
    counts.truncated += batch.counts.truncated;
    counts.averaged += batch.counts.averaged;
    counts.blank += batch.counts.blank;
    for (std::size_t i = 0; i < count; ++i) {
        const float* row = batch.vectors.data() + i * static_cast<std::size_t>(batch.columns);
        for (const DocId doc : copies[dataset->text_hash(wanted[first + i])]) {
            vectors.set(static_cast<std::int32_t>(doc), row);
            embeddings->embedded.set(doc);
        }
    }
    return true;
}

/// One row a document, those that came in meanwhile too.
void EmbedRun::fit_rows() {
    embeddings->vectors.grow(static_cast<std::int32_t>(context.state.project.size()));
    embeddings->embedded.resize(context.state.project.size());
}

void EmbedRun::finish(bool complete) {
    AppState& state = context.state;
    // Documents that came in meanwhile; to an endpoint go only those that were asked for.
    if (complete && model.source != ModelSource::remote) {
        collect();
        if (!wanted.empty()) return send();
    }
    state.jobs.end_external(k_key);
    if (embeddings->vectors.columns() > 0) fit_rows();
    tell_counts();
    const auto waiting = std::exchange(context.after_embed, {});
    const auto& used = *state.project.embeddings;
    // Vectors that came with a file meanwhile stay.
    if ((used ? used->model_id : std::string()) != used_before) return state.models.changing.reset();
    if (replaces && !complete) {
        context.unfinished = embeddings;
        return give_up_change(context, embeddings->embedded.count());
    }
    if (counts.texts > 0 || replaces) state.project.embeddings.edit() = embeddings;
    if (!complete) return;
    context.unfinished.reset();
    for (const auto& then : waiting) then(context);
}

void EmbedRun::tell_counts() {
    if (counts.texts == 0) return;
    context.state.models.counts = counts;
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

/// What new texts wait for; empty when they can be embedded now.
std::string obstacle(const AppContext& context, std::size_t texts) {
    const AppState& state = context.state;
    const std::string waiting = std::to_string(texts) + " texts have no vector. ";
    if (*state.project.embeddings && !state.model_fits()) return waiting + why_no_queries(state);
    if (state.models.current.source != ModelSource::remote) return {};
    return waiting + "They are sent to the endpoint only when you say so under Models";
}

}  // namespace

std::vector<DocId> texts_to_embed(const AppContext& context, const std::string& model_id) {
    std::vector<DocId> docs;
    std::unordered_set<std::uint64_t> seen;
    for_each_missing(context, vectors_of(context, model_id).get(), [&](DocId doc, std::uint64_t hash) {
        if (seen.insert(hash).second) docs.push_back(doc);
    });
    return docs;
}

void embed_with_chosen(AppContext& context, std::function<void(AppContext&)> then) {
    context.after_embed.push_back(std::move(then));
    if (!context.state.jobs.running(k_key)) std::make_shared<EmbedRun>(context)->start();
}

void embed_documents(AppContext& context, std::function<void(AppContext&)> then) {
    if (context.state.jobs.running(k_key)) return context.after_embed.push_back(std::move(then));
    when_chosen(context, [then = std::move(then)](AppContext& later) {
        const auto& before = *later.state.project.embeddings;
        const auto missing = texts_to_embed(later, before ? before->model_id : later.state.models.current.id);
        const std::string why = missing.empty() ? std::string() : obstacle(later, missing.size());
        if (why.empty() && (!before || later.state.model_fits())) return embed_with_chosen(later, then);
        if (!why.empty()) later.notify(NoticeKind::warning, why);
        then(later);
    });
}

}  // namespace labelscape
