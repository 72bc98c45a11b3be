#include "io/labels_export.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <deque>
#include <limits>

#include "io/label_cells.hpp"
#include "io/project_json.hpp"
#include "model/date.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_chunk_bytes = 1u << 20;
constexpr std::uint32_t k_batch_rows = 16384;
constexpr std::size_t k_batch_bytes = 4u << 20;
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

std::string json_list(std::span<const std::string_view> items) {
    std::string out = "[";
    for (const auto item : items) {
        if (out.size() > 1) out.push_back(',');
        append_json_text(out, item);
    }
    return out + "]";
}

/// Whether JSON spells a number or a boolean so.
bool is_json_number(std::string_view cell) {
    if (cell == "true" || cell == "false") return true;
    std::size_t at = cell.starts_with('-') ? 1 : 0;
    const auto digits = [&] {
        const std::size_t from = at;
        while (at < cell.size() && cell[at] >= '0' && cell[at] <= '9') ++at;
        return at - from;
    };
    const std::size_t whole_at = at, whole = digits();
    if (whole == 0 || (whole > 1 && cell[whole_at] == '0')) return false;
    if (at < cell.size() && cell[at] == '.' && (++at, digits() == 0)) return false;
    if (at < cell.size() && (cell[at] == 'e' || cell[at] == 'E')) {
        ++at;
        if (at < cell.size() && (cell[at] == '+' || cell[at] == '-')) ++at;
        if (digits() == 0) return false;
    }
    return at == cell.size();
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
    const bool by_file = !decided(annotation) || project_.annotations->provenance(annotation.provenance).source == Source::import;
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
            return std::string(k_source_names[static_cast<std::size_t>(provenance->source)]);
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
        case own_copies: return row.is_copy() ? 0 : lists_copies_ ? (*project_.dataset)->unlisted_copies(row.doc) : project_.copies(row.doc);
        default: return k_missing;
    }
}

LabelsExporter::LabelsExporter(Project project, ExportFormat format, std::optional<Bitset> filter, ExportOptions options)
    : table_(std::move(project), std::move(filter), options), format_(format), options_(std::move(options)) {
    for (const std::string& name : table_.names())
        append_json_text(json_names_.emplace_back(), name);
}

bool LabelsExporter::next(std::string& chunk) {
    chunk.clear();
    if (std::exchange(header_due_, false) && format_ == ExportFormat::csv) write_header(chunk);
    while (next_row_ < rows_total() && chunk.size() < k_chunk_bytes) {
        const ExportRow& row = table_.rows()[next_row_++];
        format_ == ExportFormat::csv ? write_csv_row(chunk, row) : write_json_row(chunk, row);
    }
    return !chunk.empty();
}

void LabelsExporter::append_csv_cell(std::string& out, std::string_view cell, bool may_be_formula) const {
    std::string escaped;
    if (may_be_formula) cell = escaped = escape_formula(cell, options_.escape_formulas);
    const bool spaced = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
    if (!spaced && cell.find_first_of("\"\r\n") == std::string_view::npos &&
        cell.find(options_.delimiter) == std::string_view::npos) {
        out += cell;
        return;
    }
    out.push_back('"');
    for (const char c : cell) {
        if (c == '"') out.push_back('"');
        out.push_back(c);
    }
    out.push_back('"');
}

void LabelsExporter::write_header(std::string& out) const {
    for (std::size_t column = 0; column < table_.names().size(); ++column) {
        if (column > 0) out.push_back(options_.delimiter);
        append_csv_cell(out, table_.names()[column], true);
    }
    out += "\r\n";
}

void LabelsExporter::write_csv_row(std::string& out, const ExportRow& row) const {
    for (std::size_t column = 0; column < table_.names().size(); ++column) {
        if (column > 0) out.push_back(options_.delimiter);
        if (table_.holds_labels(column)) {
            append_csv_cell(out, join_labels(table_.labels(row)), true);
        } else if (const auto cell = table_.text(column, row)) {
            append_csv_cell(out, *cell, !table_.is_numeric(column));
        }
    }
    out += "\r\n";
}

void LabelsExporter::write_json_row(std::string& out, const ExportRow& row) const {
    for (std::size_t column = 0; column < table_.names().size(); ++column) {
        out.push_back(column == 0 ? '{' : ',');
        out += json_names_[column];
        out.push_back(':');
        append_json_cell(out, column, row);
    }
    out += "}\n";
}

void LabelsExporter::append_json_cell(std::string& out, std::size_t column, const ExportRow& row) const {
    const auto cell = table_.text(column, row);
    const ColumnType type = table_.type(column);
    if (!cell) {
        out += "null";
    } else if (type == ColumnType::number || type == ColumnType::boolean) {
        // JSON has one spelling of each: not that of the file.
        out += is_json_number(*cell) ? *cell : format_cell(type, table_.number(column, row));
    } else if (const auto items =
                   type == ColumnType::list ? parse_text_list(*cell) : std::nullopt) {
        const std::vector<std::string_view> views(items->begin(), items->end());
        out += json_list(views);
    } else {
        append_json_text(out, *cell);
    }
}

BatchExporter::BatchExporter(Project project, std::optional<Bitset> filter, const ExportOptions& options)
    : table_(std::move(project), std::move(filter), options) {}

Result<bool> BatchExporter::next(Bytes& block) {
    block.clear();
    if (next_row_ == rows_total() && !std::exchange(first_, false)) return false;
    first_ = false;
    const std::size_t begin = next_row_;
    std::size_t bytes = 0;
    while (next_row_ < rows_total() && next_row_ - begin < k_batch_rows && bytes < k_batch_bytes) {
        bytes += (*table_.project().dataset)->text(table_.rows()[next_row_++].doc).size();
    }
    auto encoded = encode_batch(begin);
    if (!encoded) return encoded.error();
    block = std::move(*encoded);
    return true;
}

Result<Bytes> BatchExporter::encode_batch(std::size_t begin) const {
    const auto rows = static_cast<std::uint32_t>(next_row_ - begin);
    std::deque<std::string> cells;  // what the views of the batch point into
    ColumnBatch batch;
    for (std::uint32_t row = 0; row < rows; ++row)
        batch.row_numbers.push_back(static_cast<std::uint32_t>(begin) + row + 1);
    for (std::size_t i = 0; i < table_.names().size(); ++i) {
        BatchColumn column{.name = table_.names()[i], .type = table_.type(i), .missing = Bitset(rows)};
        for (std::uint32_t row = 0; row < rows; ++row) {
            const ExportRow& from = table_.rows()[begin + row];
            if (column.numeric()) {
                column.numbers.push_back(table_.number(i, from));
                if (!std::isfinite(column.numbers.back())) column.missing.set(row);
            } else {
                auto cell = table_.text(i, from);
                if (!cell) column.missing.set(row);
                column.texts.push_back(cells.emplace_back(std::move(cell).value_or(std::string())));
            }
        }
        batch.columns.push_back(std::move(column));
    }
    return encode_column_batch(batch);
}

}  // namespace labelscape
