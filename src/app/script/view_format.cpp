#include "app/view_format.hpp"

#include <nlohmann/json.hpp>

namespace labelscape {
namespace {

using Json = nlohmann::json;

Json chip_to_json(const FilterChip& chip) {
    return {{"kind", static_cast<int>(chip.kind)}, {"negated", chip.negated},
            {"label", static_cast<std::uint32_t>(chip.label)}, {"topic", chip.topic},
            {"text", chip.text}, {"value", chip.value}, {"low", chip.low}, {"high", chip.high},
            {"source", chip.source}, {"docs", chip.docs}};
}

FilterChip chip_from_json(const Json& json) {
    FilterChip chip;
    chip.kind = static_cast<FilterChip::Kind>(json.value("kind", 0));
    if (chip.kind > FilterChip::Kind::excluded) chip.kind = FilterChip::Kind::labeled;
    chip.negated = json.value("negated", false);
    chip.label = static_cast<LabelId>(json.value("label", 0u));
    chip.topic = json.value("topic", k_outlier);
    chip.text = json.value("text", "");
    chip.value = json.value("value", "");
    chip.low = json.value("low", 0.0);
    chip.high = json.value("high", 0.0);
    chip.source = json.value("source", std::uint8_t{0});
    chip.docs = json.value("docs", std::vector<DocId>());
    return chip;
}

template <class Enum>
Enum enum_from(const Json& json, const char* name, Enum last) {
    const int value = json.value(name, 0);
    return value >= 0 && value <= static_cast<int>(last) ? static_cast<Enum>(value) : Enum{};
}

Json to_json(const ModelSettings& settings) {
    return {{"pooling", static_cast<int>(settings.pooling)}, {"normalize", settings.normalize},
            {"maxTokens", settings.max_tokens},              {"document", settings.document_prefix},
            {"query", settings.query_prefix},                {"average", settings.average_long}};
}

ModelSettings settings_from_json(const Json& json) {
    ModelSettings settings;
    settings.pooling = enum_from(json, "pooling", Pooling::ready);
    settings.normalize = json.value("normalize", true);
    settings.max_tokens = json.value("maxTokens", settings.max_tokens);
    settings.document_prefix = json.value("document", "");
    settings.query_prefix = json.value("query", "");
    settings.average_long = json.value("average", false);
    return settings;
}

/// Without the endpoint's key.
Json to_json(const ModelChoice& choice) {
    Json json = {{"id", choice.id}, {"title", choice.title}};
    if (choice.settings) json["settings"] = to_json(*choice.settings);
    if (const auto& remote = choice.remote) {
        json["remote"] = {{"base", remote->base}, {"model", remote->model}, {"dimensions", remote->dimensions},
                          {"price", remote->price_per_million}};
    }
    return json;
}

ModelChoice choice_from_json(const Json& json) {
    ModelChoice choice;
    choice.id = json.value("id", "");
    choice.title = json.value("title", "");
    if (json.contains("settings")) choice.settings = settings_from_json(json["settings"]);
    if (json.contains("remote")) {
        const Json& remote = json["remote"];
        choice.remote = RemoteModel{remote.value("base", ""), remote.value("model", ""), "", remote.value("dimensions", 0),
                                    remote.value("price", 0.0)};
    }
    return choice;
}

Json to_json(const ExportChoices& choices) {
    return {{"kind", static_cast<int>(choices.kind)}, {"scope", static_cast<int>(choices.scope)}, {"leftOut", choices.left_out},
            {"copies", choices.one_row_per_copy},     {"escape", choices.escape_formulas}};
}

ExportChoices export_from_json(const Json& json) {
    ExportChoices choices;
    choices.kind = enum_from(json, "kind", ExportKind::project);
    choices.scope = enum_from(json, "scope", ExportScope::labeled);
    choices.left_out = json.value("leftOut", choices.left_out);
    choices.one_row_per_copy = json.value("copies", false);
    choices.escape_formulas = json.value("escape", false);
    return choices;
}

}  // namespace

std::string encode_view(const ViewState& view) {
    Json filter = Json::array();
    for (const auto& chip : view.filter) filter.push_back(chip_to_json(chip));
    const Json json = {{"theme", static_cast<int>(view.theme)},
                       {"colorBy", static_cast<int>(view.color_by.kind)},
                       {"colorColumn", view.color_by.column},
                       {"filter", filter},
                       {"search", view.search_text},
                       {"semantic", view.semantic_search},
                       {"history", view.show_history},
                       {"density", view.show_density},
                       {"granularity", view.granularity},
                       {"alikeThreshold", view.alike_threshold},
                       {"alikeThresholdChosen", view.alike_threshold_chosen},
                       {"model", to_json(view.model)},
                       {"export", to_json(view.exporting)},
                       {"camera", {view.center_x, view.center_y, view.px_per_unit}}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

ViewState decode_view(std::string_view text) {
    ViewState view;
    try {
        const Json json = Json::parse(text);
        view.theme = enum_from(json, "theme", ThemeChoice::dark);
        view.color_by = {enum_from(json, "colorBy", ColorBy::Kind::column), json.value("colorColumn", "")};
        for (const auto& chip : json.value("filter", Json::array())) view.filter.push_back(chip_from_json(chip));
        view.search_text = json.value("search", "");
        view.show_history = json.value("history", false);
        view.show_density = json.value("density", true);
        view.granularity = json.value("granularity", view.granularity);
        view.alike_threshold = json.value("alikeThreshold", view.alike_threshold);
        view.alike_threshold_chosen = json.value("alikeThresholdChosen", view.alike_threshold_chosen);
        view.model = choice_from_json(json.value("model", Json::object()));
        view.exporting = export_from_json(json.value("export", Json::object()));
        const auto camera = json.value("camera", std::vector<double>());
        if (camera.size() == 3) {
            view.center_x = camera[0];
            view.center_y = camera[1];
            view.px_per_unit = camera[2];
        }
    } catch (const Json::exception&) {
        // A view that cannot be read costs nobody work: the rest keeps its defaults.
    }
    return view;
}

}  // namespace labelscape
