#include "app/script/script_json.hpp"

#include <algorithm>
#include <cmath>

#include "app/filters/filter_kinds.hpp"
#include "app/script/json_field.hpp"
#include "core/text/regex.hpp"

namespace labelscape {
namespace {

constexpr const char* k_marks[] = {"", "unsure", "skipped"};

/// The cell as it is, where it is no list of texts.
Json list_of_cell(const std::string& cell) {
    Json list = Json::parse(cell, nullptr, false);
    const bool texts = list.is_array() && std::ranges::all_of(list, [](const Json& item) { return item.is_string(); });
    return texts ? list : Json(cell);
}

Json meta_to_json(const Dataset& dataset, DocId doc) {
    Json meta = Json::object();
    for (const Column& column : dataset.columns()) {
        const std::string cell = column.cell(doc);
        if (cell.empty()) {
            meta[column.name] = nullptr;
        } else if (column.type == ColumnType::number) {
            meta[column.name] = column.numbers[doc];
        } else if (column.type == ColumnType::boolean) {
            meta[column.name] = column.numbers[doc] != 0;
        } else if (column.type == ColumnType::list) {
            meta[column.name] = list_of_cell(cell);
        } else {
            meta[column.name] = cell;
        }
    }
    return meta;
}

Json provenance_to_json(const Annotations& annotations, DocId doc) {
    const Annotation& row = annotations[doc];
    if (!row.labeled() && row.mark == Mark::none) return nullptr;
    const Provenance& from = annotations.provenance(row.provenance);
    return {{"source", source_name(from)}, {"documents", from.documents},
            {"at", from.at_ms}, {"action", from.action}};
}

Json opinion_to_json(const AppState& state, const Opinion& opinion) {
    Json said = Json::array();
    for (std::size_t i = 0; i < k_opinion_labels && opinion.chances[i] > 0; ++i) {
        const Label* label = state.project.scheme->find(opinion.labels[i]);
        if (label) said.push_back({{"label", label->name}, {"chance", opinion.chance(i)}});
    }
    return said;
}

}  // namespace

std::string json_text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

Json doc_to_json(const AppState& state, DocId doc) {
    const Project& project = state.project;
    const Dataset& dataset = **project.dataset;
    Json labels = Json::array();
    for (const LabelId id : project.annotations->labels(doc)) labels.push_back(project.scheme->find(id)->name);
    Json json = {{"id", dataset.id(doc)}, {"text", dataset.text(doc)}, {"labels", labels}};
    const TopicId topic = state.topic_of(doc);
    json["topic"] = *project.topics && topic >= k_outlier ? Json(topic) : Json(nullptr);
    json["noVector"] = project.meaning(doc) != Meaning::found;
    const auto& layout = *project.layout;
    const bool placed = layout && layout->placed(doc);
    json["x"] = placed ? Json(layout->xy[2 * doc]) : Json(nullptr);
    json["y"] = placed ? Json(layout->xy[2 * doc + 1]) : Json(nullptr);
    json["meta"] = meta_to_json(dataset, doc);
    const Label* suggested = state.suggested(doc);
    json["suggestion"] = suggested
                             ? Json{{"label", suggested->name}, {"confidence", state.neighbors_say(doc).chance(0)}}
                             : Json(nullptr);
    json["neighborsSay"] = opinion_to_json(state, state.neighbors_say(doc));
    json["provenance"] = provenance_to_json(*project.annotations, doc);
    json["mark"] = k_marks[static_cast<int>((*project.annotations)[doc].mark)];
    json["copies"] = project.copies(doc);
    return json;
}

Json label_to_json(const AppState& state, const Label& label) {
    char color[8];
    std::snprintf(color, sizeof color, "#%06x", label.color);
    return {{"name", label.name}, {"color", color}, {"key", label.key}, {"description", label.description},
            {"keywords", label.keywords}, {"count", state.project.annotations->count(label.id)}};
}

Json topics_to_json(const AppState& state) {
    Json json = Json::array();
    const auto& topics = *state.project.topics;
    if (!topics) return json;
    for (const TopicRow& row : state.topic_rows) {
        if (row.topic < 0) continue;
        const TopicInfo& info = topics->infos[static_cast<std::size_t>(row.topic)];
        json.push_back({{"id", row.topic}, {"name", info.name}, {"terms", info.terms}, {"size", row.size},
                        {"labeled", row.labeled}, {"purity", row.purity}});
    }
    return json;
}

Json state_to_json(const AppState& state, bool idle, bool saved) {
    Json jobs = Json::array();
    for (const JobView& job : state.jobs.snapshot()) {
        jobs.push_back({{"key", job.key}, {"title", job.title}, {"stage", job.stage}, {"done", job.done},
                        {"total", job.total}});
    }
    Json project = nullptr;
    if (state.project_open) project = {{"id", state.project.id}, {"name", state.project.name}};
    const auto& embeddings = *state.project.embeddings;
    return {{"project", project},
            {"counts", {{"documents", state.active.count()}, {"visible", state.order.size()},
                        {"labeled", state.active_labeled}, {"selected", state.selection.docs.count()},
                        {"labels", state.project.scheme->labels().size()},
                        {"embedded", embeddings ? embeddings->embedded.count() : 0},
                        {"topics", *state.project.topics ? (*state.project.topics)->count() : 0}}},
            {"jobs", jobs},
            {"idle", idle},
            {"saved", saved},
            {"alike", state.alike ? Json{{"ready", state.alike->ready}, {"above", state.alike->above}} : Json(nullptr)},
            {"import", state.import ? Json(static_cast<int>(state.import->stage)) : Json(nullptr)}};
}

Json report_to_json(const ImportReport& report) {
    Json skipped = Json::array();
    for (const SkippedRow& row : report.skipped) skipped.push_back({{"row", row.row}, {"reason", row.reason}});
    return {{"rows", report.rows}, {"added", report.added}, {"matched", report.matched},
            {"duplicates", report.duplicates}, {"empty", report.empty}, {"skipped", skipped},
            {"skippedCount", report.skipped_count}, {"notices", report.notices}};
}

namespace {

Result<FilterChip> column_chip(const AppState& state, const Json& json) {
    FilterChip chip;
    chip.text = field(json, "name", "");
    const auto& columns = (*state.project.dataset)->columns();
    const auto column = std::ranges::find(columns, chip.text, &Column::name);
    if (column == columns.end()) {
        return Error{ErrorCode::not_found, "filter: there is no column \"" + chip.text + '"'};
    }
    const bool bounded = json.contains("min") || json.contains("max");
    if (json.contains("value") == bounded) {
        return Error{ErrorCode::bad_argument, "filter: column takes either value, or min and max"};
    }
    if (bounded && !column->numeric()) {
        return Error{ErrorCode::bad_argument, "filter: column \"" + chip.text + "\" holds no numbers: ask for a value"};
    }
    chip.kind = bounded ? "column-range" : "column";
    if (!bounded) chip.value = json["value"].is_string() ? json["value"].get<std::string>() : json_text(json["value"]);
    chip.low = field(json, "min", -HUGE_VAL);
    chip.high = field(json, "max", HUGE_VAL);
    return chip;
}

Result<FilterChip> chip_from_json(const AppState& state, const FilterKind& kind, const Json& value) {
    FilterChip chip{.kind = std::string(kind.id)};
    switch (kind.script.value) {
        case FilterValue::label: {
            const Label* label = state.project.scheme->find(value.get<std::string>());
            if (!label) return Error{ErrorCode::not_found, "filter: there is no label " + json_text(value)};
            chip.label = label->id;
            break;
        }
        case FilterValue::topic: chip.topic = value.get<TopicId>(); break;
        case FilterValue::column: return column_chip(state, value);
        case FilterValue::documents: {
            auto docs = docs_from_json(state, value);
            if (!docs) return docs.error();
            chip.docs = std::move(*docs);
            chip.value = std::to_string(chip.docs.size()) + " documents";
            break;
        }
        case FilterValue::words: {
            chip.value = value.get<std::string>();
            const auto condition = text_condition(chip);
            if (!condition || !condition->regex) break;
            const auto compiled = Regex::compile(chip.value);
            if (!compiled) return Error{ErrorCode::bad_argument, "filter: regex: " + compiled.error().message};
        }
    }
    return chip;
}

/// By a field of filter_shape().
Result<FilterChip> chip_from_json(const AppState& state, const std::string& name, const Json& value) {
    for (const FilterKind& kind : filter_kinds()) {
        if (kind.script.name == name) return chip_from_json(state, kind, value);
        const auto offer = std::ranges::find(kind.offers, name, &FilterOffer::flag);
        if (offer == kind.offers.end()) continue;
        FilterChip chip = offer->chip;
        chip.negated = value == false;
        return chip;
    }
    return Error{ErrorCode::bad_argument, "filter: there is no condition " + name};
}

}  // namespace

Result<Filter> filter_from_json(const AppState& state, const Json& json) {
    Filter filter;
    for (const auto& [name, value] : json.items()) {
        auto chip = chip_from_json(state, name, value);
        if (!chip) return chip.error();
        filter.push_back(std::move(*chip));
    }
    return filter;
}

Result<std::vector<DocId>> docs_from_json(const AppState& state, const Json& ids) {
    std::vector<DocId> docs;
    for (const Json& id : ids) {
        const auto doc = (*state.project.dataset)->find_id(id.get_ref<const std::string&>(), &*state.project.removed);
        if (!doc) {
            return Error{ErrorCode::not_found, "There is no document with the id " + json_text(id)};
        }
        docs.push_back(*doc);
    }
    return docs;
}

}  // namespace labelscape
