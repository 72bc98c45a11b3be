#include "app/view_format.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/filters/filter_kinds.hpp"
#include "app/formats/export_formats.hpp"
#include "app/script/json_field.hpp"
#include "base/utf8.hpp"
#include "io/parse_json.hpp"
#include "model/limits.hpp"

namespace labelscape {
namespace {

using Json = nlohmann::json;

/// A filter may name every document.
constexpr std::size_t k_max_view_bytes = 32u << 20;

Json chip_to_json(const FilterChip& chip) {
    return {{"kind", chip.kind}, {"negated", chip.negated},
            {"label", static_cast<std::uint32_t>(chip.label)}, {"topic", chip.topic},
            {"text", chip.text}, {"value", chip.value}, {"low", chip.low}, {"high", chip.high},
            {"docs", chip.docs}};
}

template <class Enum>
Enum enum_from(const Json& json, const char* name, Enum last) {
    const int value = json.value(name, 0);
    return value >= 0 && value <= static_cast<int>(last) ? static_cast<Enum>(value) : Enum{};
}

/// A text that is cut where it is longer than anything that can be typed.
std::string name_from(const Json& json, const char* field, std::size_t max_bytes = k_max_action_bytes) {
    return std::string(cut_utf8(json.value(field, std::string()), max_bytes));
}

constexpr const char* k_numbered_filters[] = {"label",  "unlabeled",  "labeled",      "unsure",     "skipped",
                                              "topic",  "column",     "column-range", "text",       "regex",
                                              "source", "suggestion", "documents",    "duplicates", "excluded"};

constexpr const char* k_numbered_formats[] = {"csv", "jsonl", "parquet", "project"};

/// The id of a kind; older projects hold its number instead. Empty for any other number.
std::string id_from(const Json& json, const char* name, std::span<const char* const> numbered) {
    const auto number = field(json, name, numbered.size());
    return number < numbered.size() ? numbered[number] : field(json, name, "");
}

FilterChip chip_from_json(const Json& json) {
    FilterChip chip;
    chip.kind = id_from(json, "kind", k_numbered_filters);
    chip.negated = json.value("negated", false);
    chip.label = static_cast<LabelId>(json.value("label", 0u));
    chip.topic = json.value("topic", k_outlier);
    chip.text = name_from(json, "text");
    chip.value = name_from(json, "value", k_max_filter_text_bytes);
    chip.low = json.value("low", 0.0);
    chip.high = json.value("high", 0.0);
    // Older projects have the number of a source.
    if (chip.kind == "source" && chip.value.empty())
        chip.value = k_source_names[json.value("source", std::uint8_t{0}) % k_source_names.size()];
    chip.docs = json.value("docs", std::vector<DocId>());
    return chip;
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
    settings.max_tokens = std::clamp(json.value("maxTokens", settings.max_tokens), 1, 1 << 20);
    settings.document_prefix = name_from(json, "document");
    settings.query_prefix = name_from(json, "query");
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
    choice.id = name_from(json, "id");
    choice.title = name_from(json, "title");
    if (json.contains("settings")) choice.settings = settings_from_json(json["settings"]);
    if (json.contains("remote")) {
        const Json& remote = json["remote"];
        choice.remote = RemoteModel{name_from(remote, "base"), name_from(remote, "model"), "",
                                    remote.value("dimensions", 0), remote.value("price", 0.0)};
    }
    return choice;
}

Json to_json(const ExportChoices& choices) {
    return {{"kind", choices.format}, {"scope", static_cast<int>(choices.scope)}, {"leftOut", choices.left_out},
            {"copies", choices.one_row_per_copy},     {"escape", choices.escape_formulas}};
}

ExportChoices export_from_json(const Json& json) {
    ExportChoices choices;
    choices.format = export_format(id_from(json, "kind", k_numbered_formats)).id;
    choices.scope = enum_from(json, "scope", ExportScope::labeled);
    choices.left_out = json.value("leftOut", choices.left_out);
    choices.one_row_per_copy = json.value("copies", false);
    choices.escape_formulas = json.value("escape", false);
    return choices;
}

Json saved_open(const OpenViews& open) {
    Json ids = Json::array();
    for (const std::string_view id : view_id::k_saved) {
        if (open.has(id)) ids.push_back(id);
    }
    return ids;
}

/// What is not saved stays closed, whatever the text says.
OpenViews open_from_json(const Json& json) {
    const auto ids = json.value("open", std::vector<std::string>());
    OpenViews open;
    for (const std::string_view id : view_id::k_saved) open.set(id, std::ranges::count(ids, id) > 0);
    if (json.value("history", false)) open.set(view_id::k_history, true);   // as files without "open" say it
    return open;
}

Json to_json(const PlaceSizes& sizes) { return {{"left", sizes.left}, {"right", sizes.right}, {"dock", sizes.dock}}; }

PlaceSizes sizes_from_json(const Json& json) {
    const auto size = [&](const char* place, double otherwise) {
        return static_cast<float>(std::clamp(json.value(place, otherwise), 100.0, 10000.0));
    };
    const PlaceSizes usual;
    return {size("left", usual.left), size("right", usual.right), size("dock", usual.dock)};
}

/// A map section that some screen may have shown.
bool camera_fits(const std::vector<double>& camera) {
    return std::abs(camera[0]) <= 1e9 && std::abs(camera[1]) <= 1e9 && camera[2] >= 0 && camera[2] <= 1e9;
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
                       {"open", saved_open(view.open)},
                       {"sizes", to_json(view.sizes)},
                       {"density", view.show_density},
                       {"granularity", view.granularity},
                       {"alikeThreshold", view.alike_threshold},
                       {"alikeThresholdChosen", view.alike_threshold_chosen},
                       {"model", to_json(view.model)},
                       {"export", to_json(view.exporting)},
                       {"camera", {view.center_x, view.center_y, view.px_per_unit}}};
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

DecodedView decode_view(std::string_view text) {
    DecodedView decoded;
    if (text.empty()) return decoded;
    ViewState& view = decoded.view;
    decoded.note = "The view could not be read in full: filter, colors or map section may be others than before";
    try {
        const auto parsed = text.size() <= k_max_view_bytes ? parse_json(text) : std::nullopt;
        if (!parsed || !parsed->is_object()) return decoded;
        const Json& json = *parsed;
        view.theme = enum_from(json, "theme", ThemeChoice::dark);
        view.color_by = {enum_from(json, "colorBy", ColorBy::Kind::column), json.value("colorColumn", "")};
        const Json filter = json.value("filter", Json::array());
        const bool too_many = filter.size() > k_max_filter_chips;
        for (const auto& chip : filter) {
            if (too_many) break;
            view.filter.push_back(chip_from_json(chip));
        }
        const auto unknown =
            std::erase_if(view.filter, [](const FilterChip& chip) { return !find_filter_kind(chip.kind); });
        view.search_text = name_from(json, "search", k_max_filter_text_bytes);
        view.open = open_from_json(json);
        view.sizes = sizes_from_json(json.value("sizes", Json::object()));
        view.show_density = json.value("density", true);
        view.granularity = std::clamp(json.value("granularity", view.granularity), 0.0f, 1.0f);
        view.alike_threshold = std::clamp(json.value("alikeThreshold", view.alike_threshold), 0.0f, 1.0f);
        view.alike_threshold_chosen = json.value("alikeThresholdChosen", view.alike_threshold_chosen);
        view.model = choice_from_json(json.value("model", Json::object()));
        view.exporting = export_from_json(json.value("export", Json::object()));
        const auto camera = json.value("camera", std::vector<double>());
        if (camera.size() == 3 && camera_fits(camera)) {
            view.center_x = camera[0];
            view.center_y = camera[1];
            view.px_per_unit = camera[2];
        }
        if (too_many) {
            decoded.note = "The filter of the project has " + std::to_string(filter.size()) +
                           " conditions, but at most " + std::to_string(k_max_filter_chips) +
                           " can be used: it was left out";
        } else if (unknown == 0) {
            decoded.note.clear();
        }
    } catch (const Json::exception&) {
        // A view that cannot be read costs nobody work: the rest keeps its defaults.
    }
    return decoded;
}

}  // namespace labelscape
