#include "model_json.hpp"

#include <algorithm>

namespace labelscape {
namespace {

constexpr const char* k_sources[] = {"builtin", "catalogue", "hub", "url", "folder", "files", "remote"};
constexpr const char* k_states[] = {"ready", "open", "partial", "absent"};
constexpr const char* k_poolings[] = {"auto", "mean", "cls", "last", "ready"};

template <class Enum, std::size_t count>
Enum named(const Json& json, const char* field, const char* const (&names)[count], Enum fallback) {
    const std::string name = json.value(field, "");
    const auto found = std::ranges::find(names, name);
    return found == std::end(names) ? fallback : static_cast<Enum>(found - std::begin(names));
}

/// null and absent are one.
template <class T>
T value_or(const Json& json, const char* field, T fallback) {
    const auto found = json.find(field);
    return found == json.end() || found->is_null() ? fallback : found->get<T>();
}

ModelInfo model_from(const Json& json) {
    ModelInfo model;
    model.id = json.value("id", "");
    model.title = json.value("title", "");
    model.source = named(json, "source", k_sources, ModelSource::files);
    model.state = named(json, "state", k_states, ModelState::absent);
    model.origin = value_or<std::string>(json, "origin", "");
    model.license = json.value("license", "");
    model.note = json.value("note", "");
    model.dtype = json.value("dtype", "");
    model.languages = json.value("languages", std::vector<std::string>());
    model.dimension = value_or(json, "dimension", 0);
    model.bytes_exact = !value_or(json, "bytes", Json()).is_null();
    model.bytes = value_or(json, "bytes", value_or(json, "approximateBytes", std::uint64_t{0}));
    model.stored_bytes = value_or(json, "storedBytes", std::uint64_t{0});
    const Json prefixes = json.value("prefixes", Json::object());
    model.settings = {named(json, "pooling", k_poolings, Pooling::automatic), json.value("normalize", true),
                      json.value("maxTokens", 512), prefixes.value("document", ""), prefixes.value("query", ""),
                      json.value("longTexts", "") == "average"};
    const Json speed = value_or(json, "speed", Json::object());
    model.texts_per_second = speed.value("textsPerSecond", 0.0);
    model.on_gpu = speed.value("provider", "") == "webgpu";
    return model;
}

Json to_json(const ModelSettings& settings) {
    return {{"pooling", k_poolings[static_cast<std::size_t>(settings.pooling)]},
            {"normalize", settings.normalize},
            {"maxTokens", settings.max_tokens},
            {"prefixes", {{"document", settings.document_prefix}, {"query", settings.query_prefix}}},
            {"longTexts", settings.average_long ? "average" : "cut"}};
}

}  // namespace

std::vector<ModelInfo> models_from(const Json& json) {
    std::vector<ModelInfo> models;
    for (const Json& one : json.value("models", Json::array())) models.push_back(model_from(one));
    return models;
}

CurrentModel current_model_from(const Json& json) {
    return {json.value("id", ""), json.value("title", ""), named(json, "source", k_sources, ModelSource::builtin)};
}

RemoteEstimate estimate_from(const Json& json) {
    RemoteEstimate estimate;
    estimate.id = json.value("id", "");
    estimate.origin = json.value("origin", "");
    estimate.encrypted = json.value("encrypted", false);
    estimate.texts = json.value("texts", 0u);
    estimate.requests = json.value("requests", 0u);
    estimate.truncated = json.value("truncated", 0u);
    estimate.blank = json.value("blank", 0u);
    estimate.characters = json.value("characters", std::uint64_t{0});
    estimate.tokens = static_cast<std::uint64_t>(json.value("tokens", 0.0));
    if (const Json price = value_or(json, "price", Json()); price.is_number()) estimate.price = price.get<double>();
    return estimate;
}

Json to_json(const ModelChoice& choice) {
    Json json = Json::object();
    if (choice.remote) {
        json["remote"] = to_json(*choice.remote);
    } else if (!choice.id.empty()) {
        json["id"] = choice.id;
    }
    if (choice.settings) json["settings"] = to_json(*choice.settings);
    return json;
}

Json to_json(const RemoteModel& remote) {
    Json json = {{"base", remote.base}, {"model", remote.model}};
    if (!remote.key.empty()) json["key"] = remote.key;
    if (remote.dimensions > 0) json["dimensions"] = remote.dimensions;
    if (remote.price_per_million > 0) json["pricePerMillion"] = remote.price_per_million;
    return json;
}

}  // namespace labelscape
