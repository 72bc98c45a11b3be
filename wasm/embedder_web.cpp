#include "embedder_web.hpp"

#include <cstring>

#include "app/script/json_field.hpp"
#include "model_json.hpp"
#include "storage_web.hpp"

namespace labelscape {
namespace {

/// u32 offsets (one more than texts), then the texts.
Bytes pack_texts(const std::vector<std::string_view>& texts) {
    std::vector<std::uint32_t> offsets{0};
    for (const auto text : texts) offsets.push_back(offsets.back() + static_cast<std::uint32_t>(text.size()));
    Bytes bytes(offsets.size() * sizeof offsets[0] + offsets.back());
    std::byte* to = bytes.data();
    std::memcpy(to, offsets.data(), offsets.size() * sizeof offsets[0]);
    to += offsets.size() * sizeof offsets[0];
    for (const auto text : texts) {
        std::memcpy(to, text.data(), text.size());
        to += text.size();
    }
    return bytes;
}

Result<EmbeddedBatch> to_batch(const Result<HostAnswer>& answer, std::size_t expected_rows) {
    if (!answer) return answer.error();
    EmbeddedBatch batch;
    batch.rows = field(answer->json, "rows", 0);
    batch.columns = field(answer->json, "columns", 0);
    batch.counts = {static_cast<std::uint32_t>(batch.rows), field(answer->json, "truncated", 0u),
                    field(answer->json, "averaged", 0u), field(answer->json, "blank", 0u)};
    // In 64 bits: size_t has 32 in the page.
    const auto cells = static_cast<std::uint64_t>(expected_rows) * static_cast<std::uint64_t>(batch.columns);
    const bool shaped = batch.rows >= 0 && batch.columns >= 0 && static_cast<std::size_t>(batch.rows) == expected_rows;
    if (!shaped || answer->bytes.size() != cells * sizeof(float)) {
        return Error{ErrorCode::embedder,
                     "The model returned vectors of another size than it should: choose another model"};
    }
    batch.vectors.resize(static_cast<std::size_t>(cells));
    if (cells > 0) std::memcpy(batch.vectors.data(), answer->bytes.data(), answer->bytes.size());
    return batch;
}

/// `read` makes the answer's JSON what the port promises.
template <class T, class Read>
Requests::Reply json_reply(Reply<T> reply, Read read) {
    return [reply = std::move(reply), read](const Result<HostAnswer>& answer) {
        if (!answer) return reply(answer.error());
        reply(read(answer->json));
    };
}

Requests::Event progress_event(CountProgress progress) {
    return [progress = std::move(progress)](const std::string&, const HostAnswer& event) {
        if (progress)
            progress(field(event.json, "done", std::uint64_t{0}), field(event.json, "total", std::uint64_t{0}));
    };
}

}  // namespace

void EmbedderWeb::models(Reply<std::vector<ModelInfo>> reply) {
    requests_.call("embedder.models", Json::object(), {}, json_reply(std::move(reply), models_from));
}

void EmbedderWeb::find(const std::string& text, Reply<std::vector<ModelInfo>> reply) {
    requests_.call("embedder.find", {{"text", text}}, {}, json_reply(std::move(reply), models_from));
}

void EmbedderWeb::add_files(std::vector<std::uint32_t> tokens, Reply<std::vector<ModelInfo>> reply) {
    const auto answer = json_reply(std::move(reply), models_from);
    if (tokens.empty()) {
        requests_.call("embedder.pickFiles", Json::object(), {}, answer);
    } else {
        requests_.call("embedder.addFiles", {{"tokens", tokens}}, {}, answer);
    }
}

void EmbedderWeb::download(const std::string& id, CountProgress progress, StatusReply reply) {
    requests_.call("embedder.download", {{"id", id}}, {}, status_reply(std::move(reply)),
                   progress_event(std::move(progress)));
}

void EmbedderWeb::stop_download(const std::string& id) {
    requests_.call("embedder.stopDownload", {{"id", id}}, {}, {});
}

void EmbedderWeb::remove(const std::string& id, StatusReply reply) {
    requests_.call("embedder.remove", {{"id", id}}, {}, status_reply(std::move(reply)));
}

void EmbedderWeb::choose(const ModelChoice& choice, Reply<CurrentModel> reply) {
    requests_.call("embedder.choose", to_json(choice), {}, json_reply(std::move(reply), current_model_from));
}

void EmbedderWeb::load() { requests_.call("embedder.load", Json::object(), {}, {}); }

void EmbedderWeb::measure(const std::string& id, CountProgress progress, StatusReply reply) {
    requests_.call("embedder.measure", {{"id", id}}, {}, status_reply(std::move(reply)),
                   progress_event(std::move(progress)));
}

void EmbedderWeb::estimate(const RemoteModel& remote, std::vector<std::string_view> texts,
                           Reply<RemoteEstimate> reply) {
    requests_.call("embedder.estimate", {{"rows", texts.size()}, {"remote", to_json(remote)}}, pack_texts(texts),
                   json_reply(std::move(reply), estimate_from));
}

void EmbedderWeb::embed(std::vector<std::string_view> texts, EmbedOptions options, Reply<EmbeddedBatch> reply) {
    const Json arguments = {{"rows", texts.size()},
                            {"kind", options.kind == TextKind::query ? "query" : "document"},
                            {"progress", static_cast<bool>(options.progress)}};
    requests_.call("embedder.embed", arguments, pack_texts(texts),
                   [reply = std::move(reply), rows = texts.size()](const Result<HostAnswer>& answer) {
                       reply(to_batch(answer, rows));
                   },
                   progress_event(std::move(options.progress)));
}

void EmbedderWeb::cancel() { requests_.call("embedder.cancel", Json::object(), {}, {}); }

}  // namespace labelscape
