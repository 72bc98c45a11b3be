#include "io/labels_export.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>

#include "io/project_json.hpp"
#include "model/date.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_chunk_bytes = 1u << 20;
constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

constexpr std::array<ColumnType, own_count> k_types = {
    ColumnType::text,   ColumnType::text,   ColumnType::list,  ColumnType::text,
    ColumnType::text,   ColumnType::text,   ColumnType::date,  ColumnType::text,
    ColumnType::number, ColumnType::number, ColumnType::number};

/// Coordinates are floats: nine digits say all that they hold.
std::string format_float(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return text;
}

bool decided(const Annotation& annotation) {
    return annotation.labeled() || annotation.mark != Mark::none;
}

}  // namespace

std::vector<std::string> export_columns(const Project& project) {
    return ExportTable(project, Bitset()).names();
}

ExportTable::ExportTable(Project project, std::optional<Bitset> filter, const ExportOptions& options)
    : project_(std::move(project)), lists_copies_(options.expand_copies) {
    Bitset docs = filter ? std::move(*filter) : project_.active();
    docs.resize(project_.size());
    docs -= *project_.removed;
    add_rows(docs, options.expand_copies);
    const auto& columns = (*project_.dataset)->columns();
    std::vector<std::string> names(k_own_names.begin(), k_own_names.end());
    for (const Column& column : columns) names.push_back(exported_name(column.name));
    const auto add = [&](std::size_t source) {
        sources_.push_back(source);
        names_.push_back(names[source]);
        types_.push_back(source < own_count ? k_types[source] : columns[source - own_count].type);
    };
    for (std::size_t source = 0; options.columns.empty() && source < names.size(); ++source) add(source);
    for (const std::string& name : options.columns) {
        const auto found = std::ranges::find(names, name);
        if (found != names.end()) add(static_cast<std::size_t>(found - names.begin()));
    }
}

void ExportTable::add_rows(const Bitset& docs, bool expand_copies) {
    docs.for_each([&](DocId doc) { rows_.emplace_back(doc); });
    if (!expand_copies) return;
    const CopyTable& table = (*project_.dataset)->copy_table();
    project_.copied->present.for_each([&](std::uint32_t copy) {
        if (docs.test(table.of[copy])) rows_.emplace_back(table.of[copy], copy);
    });
    std::ranges::stable_sort(rows_, {}, &ExportRow::doc);
}

std::vector<std::string_view> ExportTable::labels(const ExportRow& row) const {
    std::vector<std::pair<int, std::string_view>> found;
    std::span<const LabelId> ids = project_.annotations->labels(row.doc);
    const Annotation& annotation = (*project_.annotations)[row.doc];
    const bool by_file =
        !decided(annotation) || project_.annotations->provenance(annotation.provenance).actor == k_import;
    const auto own = row.is_copy() && by_file ? project_.copied->labels.find(row.copy) : project_.copied->labels.end();
    if (own != project_.copied->labels.end()) ids = own->second;
    for (const LabelId label : ids) {
        const int index = project_.scheme->index_of(label);
        if (index >= 0)
            found.emplace_back(index,
                               project_.scheme->labels()[static_cast<std::size_t>(index)].name);
    }
    std::ranges::sort(found);
    std::vector<std::string_view> names;
    for (const auto& [index, name] : found) names.push_back(name);
    return names;
}

const Column* ExportTable::metadata(std::size_t source, const ExportRow& row) const {
    const Dataset& dataset = **project_.dataset;
    const auto& columns = row.is_copy() ? dataset.copy_table().columns : dataset.columns();
    return source - own_count < columns.size() ? &columns[source - own_count] : nullptr;
}

std::optional<std::string> ExportTable::text(std::size_t column, const ExportRow& row) const {
    const std::size_t source = sources_[column];
    if (source < own_count) return fixed_text(source, row);
    const Column* cells = metadata(source, row);
    std::string cell = cells ? cells->cell(row.is_copy() ? row.copy : row.doc) : std::string();
    return cell.empty() ? std::nullopt : std::optional(std::move(cell));
}

std::optional<std::string> ExportTable::fixed_text(std::size_t source, const ExportRow& row) const {
    const Dataset& dataset = **project_.dataset;
    const Annotation& annotation = (*project_.annotations)[row.doc];
    const Provenance* provenance =
        decided(annotation) ? &project_.annotations->provenance(annotation.provenance) : nullptr;
    switch (source) {
        case own_id: return std::string(row.is_copy() ? dataset.copy_table().ids[row.copy] : dataset.id(row.doc));
        case own_text: return std::string(dataset.text(row.doc));
        case own_labels: return json_list(labels(row));
        case own_mark:
            if (annotation.mark == Mark::none) return std::nullopt;
            return std::string(k_mark_names[static_cast<std::size_t>(annotation.mark)]);
        case own_source:
            if (!provenance) return std::nullopt;
            return std::string(source_name(*provenance));
        case own_action: return provenance ? std::optional(provenance->action) : std::nullopt;
        case own_microtopic: {
            const TopicId topic = *project_.topics ? (*project_.topics)->of(row.doc) : k_outlier;
            if (topic == k_outlier) return std::nullopt;
            return (*project_.topics)->infos[static_cast<std::size_t>(topic)].name;
        }
        default: break;
    }
    const double value = fixed_number(source, row);
    if (std::isnan(value)) return std::nullopt;
    if (source == own_labeled_at) return format_time(value);
    return source == own_copies ? format_cell(ColumnType::number, value) : format_float(value);
}

double ExportTable::number(std::size_t column, const ExportRow& row) const {
    const std::size_t source = sources_[column];
    if (source < own_count) return fixed_number(source, row);
    const Column* cells = metadata(source, row);
    const std::uint32_t at = row.is_copy() ? row.copy : row.doc;
    return cells && at < cells->numbers.size() ? cells->numbers[at] : k_missing;
}

double ExportTable::fixed_number(std::size_t source, const ExportRow& row) const {
    const Annotation& annotation = (*project_.annotations)[row.doc];
    const auto& layout = *project_.layout;
    switch (source) {
        case own_labeled_at:
            return decided(annotation) ? project_.annotations->provenance(annotation.provenance).at_ms : k_missing;
        case own_x: return layout && layout->placed(row.doc) ? layout->xy[2 * std::size_t{row.doc}] : k_missing;
        case own_y: return layout && layout->placed(row.doc) ? layout->xy[2 * std::size_t{row.doc} + 1] : k_missing;
        case own_copies:
            return row.is_copy()   ? 0
                   : lists_copies_ ? (*project_.dataset)->unlisted_copies(row.doc)
                                   : project_.copies(row.doc);
        default: return k_missing;
    }
}

LabelsExporter::LabelsExporter(Project project, MakeTableWriter make, std::optional<Bitset> filter,
                               const ExportOptions& options)
    : table_(std::move(project), std::move(filter), options), writer_(make(table_, options)) {}

bool LabelsExporter::next(std::string& chunk) {
    chunk.clear();
    if (std::exchange(header_due_, false)) writer_->write_header(chunk);
    while (next_row_ < rows_total() && chunk.size() < k_chunk_bytes)
        writer_->write_row(chunk, table_.rows()[next_row_++]);
    return !chunk.empty();
}

}  // namespace labelscape
