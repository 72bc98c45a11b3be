#include "model_json.hpp"

#include <algorithm>

#include "app/script/json_field.hpp"

namespace labelscape {
namespace {

constexpr const char* k_sources[] = {"builtin", "catalogue", "hub", "url", "folder", "files", "remote"};
constexpr const char* k_states[] = {"ready", "open", "partial", "absent"};
constexpr const char* k_poolings[] = {"auto", "mean", "cls", "last", "ready"};

template <class Enum, std::size_t count>
Enum named(const Json& json, const char* key, const char* const (&names)[count], Enum fallback) {
    const std::string name = field(json, key, "");
    const auto found = std::ranges::find(names, name);
    return found == std::end(names) ? fallback : static_cast<Enum>(found - std::begin(names));
}

ModelInfo model_from(const Json& json) {
    ModelInfo model;
    model.id = field(json, "id", "");
    model.title = field(json, "title", "");
    model.source = named(json, "source", k_sources, ModelSource::files);
    model.state = named(json, "state", k_states, ModelState::absent);
    model.origin = field(json, "origin", "");
    model.license = field(json, "license", "");
    model.note = field(json, "note", "");
    model.dtype = field(json, "dtype", "");
    model.languages = field(json, "languages", std::vector<std::string>());
    model.dimension = field(json, "dimension", 0);
    const auto approximate = field(json, "approximateBytes", std::uint64_t{0});
    model.bytes_exact = json.contains("bytes") && json["bytes"].is_number();
    model.bytes = field(json, "bytes", approximate);
    model.stored_bytes = field(json, "storedBytes", std::uint64_t{0});
    const Json& prefixes = object_field(json, "prefixes");
    model.settings = {named(json, "pooling", k_poolings, Pooling::automatic), field(json, "normalize", true),
                      field(json, "maxTokens", 512), field(prefixes, "document", ""), field(prefixes, "query", ""),
                      field(json, "longTexts", "") == "average"};
    const Json& speed = object_field(json, "speed");
    model.texts_per_second = field(speed, "textsPerSecond", 0.0);
    model.on_gpu = field(speed, "provider", "") == "webgpu";
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
    for (const Json& one : list_field(json, "models")) models.push_back(model_from(one));
    return models;
}

CurrentModel current_model_from(const Json& json) {
    return {field(json, "id", ""), field(json, "title", ""), named(json, "source", k_sources, ModelSource::builtin)};
}

RemoteEstimate estimate_from(const Json& json) {
    RemoteEstimate estimate;
    estimate.id = field(json, "id", "");
    estimate.origin = field(json, "origin", "");
    estimate.encrypted = field(json, "encrypted", false);
    estimate.texts = field(json, "texts", 0u);
    estimate.requests = field(json, "requests", 0u);
    estimate.truncated = field(json, "truncated", 0u);
    estimate.blank = field(json, "blank", 0u);
    estimate.characters = field(json, "characters", std::uint64_t{0});
    estimate.tokens = field(json, "tokens", std::uint64_t{0});
    if (json.contains("price") && json["price"].is_number()) estimate.price = field(json, "price", 0.0);
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
