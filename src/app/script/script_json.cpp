#include "app/script/script_json.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {
namespace {

constexpr const char* k_sources[] = {"human", "bulk", "import", "suggestion"};
constexpr const char* k_marks[] = {"", "unsure", "skipped"};

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
            meta[column.name] = Json::parse(cell, nullptr, false);
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
    return {{"source", k_sources[static_cast<int>(from.source)]}, {"documents", from.documents},
            {"at", from.at_ms}, {"action", from.action}};
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
    json["suggestion"] = suggested ? Json{{"label", suggested->name}, {"confidence", state.suggestions[doc].confidence}}
                                   : Json(nullptr);
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

Result<Filter> filter_from_json(const AppState& state, const Json& json) {
    Filter filter;
    if (!json.is_object()) return Error{ErrorCode::bad_argument, "A filter is an object such as {label: 'refund'}"};
    using Kind = FilterChip::Kind;
    for (const auto& [name, value] : json.items()) {
        FilterChip chip;
        const auto flag = [&](Kind kind) {
            chip.kind = kind;
            chip.negated = value == false;
        };
        if (name == "label") {
            const Label* label = value.is_string() ? state.project.scheme->find(value.get<std::string>()) : nullptr;
            if (!label) return Error{ErrorCode::not_found, "There is no label " + json_text(value)};
            chip.kind = Kind::label;
            chip.label = label->id;
        } else if (name == "topic" && value.is_number_integer()) {
            chip.kind = Kind::topic;
            chip.topic = value.get<TopicId>();
        } else if (name == "noMeaning") {
            flag(Kind::topic);
            chip.topic = k_no_meaning;
        } else if (name == "unlabeled") {
            flag(Kind::unlabeled);
        } else if (name == "labeled") {
            flag(Kind::labeled);
        } else if (name == "unsure") {
            flag(Kind::unsure);
        } else if (name == "skipped") {
            flag(Kind::skipped);
        } else if ((name == "text" || name == "regex") && value.is_string()) {
            chip.kind = name == "text" ? Kind::text : Kind::regex;
            chip.value = value.get<std::string>();
        } else if (name == "column" && value.is_object() && value.contains("name")) {
            chip.text = value.value("name", "");
            chip.kind = value.contains("value") ? Kind::column_text : Kind::column_range;
            if (value.contains("value")) {
                chip.value = value["value"].is_string() ? value["value"].get<std::string>() : json_text(value["value"]);
            }
            chip.low = value.value("min", -HUGE_VAL);
            chip.high = value.value("max", HUGE_VAL);
        } else if (name == "ids") {
            auto docs = docs_from_json(state, value);
            if (!docs) return docs.error();
            chip.kind = Kind::documents;
            chip.docs = std::move(*docs);
            chip.value = std::to_string(chip.docs.size()) + " documents";
        } else {
            return Error{ErrorCode::bad_argument, "A filter does not know \"" + name + "\" with this value"};
        }
        filter.push_back(std::move(chip));
    }
    return filter;
}

Result<std::vector<DocId>> docs_from_json(const AppState& state, const Json& ids) {
    if (!ids.is_array()) return Error{ErrorCode::bad_argument, "Expected a list of document ids"};
    std::vector<DocId> docs;
    for (const Json& id : ids) {
        const auto doc = id.is_string() ? (*state.project.dataset)->find_id(id.get<std::string>()) : std::nullopt;
        if (!doc || state.project.removed->test(*doc)) {
            return Error{ErrorCode::not_found, "There is no document with the id " + json_text(id)};
        }
        docs.push_back(*doc);
    }
    return docs;
}

}  // namespace labelscape
