#include "io/labels_export.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <deque>
#include <limits>

#include "io/import_plan.hpp"
#include "io/project_json.hpp"
#include "model/date.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_chunk_bytes = 1u << 20;
constexpr std::uint32_t k_batch_rows = 16384;
constexpr std::size_t k_batch_bytes = 4u << 20;
constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

enum Fixed : std::size_t {
    id,
    text,
    labels,
    mark,
    source,
    action,
    labeled_at,
    microtopic,
    x,
    y,
    copies,
    fixed_count
};

constexpr std::array<std::string_view, fixed_count> k_names = {
    "id",         "text",       "labels", "mark", "source", "action",
    "labeled_at", "microtopic", "x",      "y",    "copies"};
constexpr std::array<ColumnType, fixed_count> k_types = {
    ColumnType::text,   ColumnType::text,   ColumnType::list,  ColumnType::text,
    ColumnType::text,   ColumnType::text,   ColumnType::date,  ColumnType::text,
    ColumnType::number, ColumnType::number, ColumnType::number};
constexpr std::array<std::string_view, 4> k_sources = {"human", "bulk", "import", "suggestion"};

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

std::string joined(std::span<const std::string_view> labels, std::string_view separator) {
    if (labels.empty()) return {};
    if (separator == k_json_array) return json_list(labels);
    std::string out(labels[0]);
    for (const auto label : labels.subspan(1)) out.append(separator).append(label);
    return out;
}

std::string free_name(const std::vector<std::string>& taken, const std::string& wanted) {
    std::string name = wanted;
    for (int suffix = 2; std::ranges::find(taken, name) != taken.end(); ++suffix) {
        name = wanted + "_" + std::to_string(suffix);
    }
    return name;
}

/// Between the labels of a CSV cell; k_json_array when every separator stands in some label.
std::string choose_separator(const Project& project) {
    for (const std::string_view separator : {";", "|", "#"}) {
        const bool used = std::ranges::any_of(project.scheme->labels(), [&](const Label& label) {
            return label.name.find(separator) != std::string::npos;
        });
        if (!used) return std::string(separator);
    }
    return std::string(k_json_array);
}

void append_csv_cell(std::string& out, std::string_view cell) {
    const bool spaced = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
    if (!spaced && cell.find_first_of("\",\r\n") == std::string_view::npos) {
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

}  // namespace

ExportTable::ExportTable(Project project, std::optional<Bitset> filter)
    : project_(std::move(project)) {
    Bitset docs = filter ? std::move(*filter) : project_.active();
    docs.resize(project_.size());
    docs -= *project_.removed;
    docs_ = docs.members();
    names_.assign(k_names.begin(), k_names.end());
    types_.assign(k_types.begin(), k_types.end());
    for (const Column& column : (*project_.dataset)->columns()) {
        names_.push_back(free_name(names_, column.name));
        types_.push_back(column.type);
    }
}

std::vector<std::string_view> ExportTable::labels(DocId doc) const {
    std::vector<std::pair<int, std::string_view>> found;
    for (const LabelId label : project_.annotations->labels(doc)) {
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

std::optional<std::string> ExportTable::text(std::size_t column, DocId doc) const {
    const Dataset& dataset = **project_.dataset;
    const Annotation& annotation = (*project_.annotations)[doc];
    const bool decided = annotation.labeled() || annotation.mark != Mark::none;
    const auto provenance = [&]() -> const Provenance& {
        return project_.annotations->provenance(annotation.provenance);
    };
    switch (column) {
        case Fixed::id: return std::string(dataset.id(doc));
        case Fixed::text: return std::string(dataset.text(doc));
        case Fixed::labels: return json_list(labels(doc));
        case Fixed::mark:
            if (annotation.mark == Mark::none) return std::nullopt;
            return annotation.mark == Mark::unsure ? "unsure" : "skipped";
        case Fixed::source:
            return decided ? std::optional(std::string(
                                 k_sources[static_cast<std::size_t>(provenance().source)]))
                           : std::nullopt;
        case Fixed::action: return decided ? std::optional(provenance().action) : std::nullopt;
        case Fixed::microtopic: {
            const TopicId topic = *project_.topics ? (*project_.topics)->of(doc) : k_outlier;
            return topic == k_outlier
                       ? std::nullopt
                       : std::optional(
                             (*project_.topics)->infos[static_cast<std::size_t>(topic)].name);
        }
        default: break;
    }
    if (is_numeric(column)) {
        const double value = number(column, doc);
        if (std::isnan(value)) return std::nullopt;
        if (column == Fixed::labeled_at) return format_time(value);
        if (column == Fixed::x || column == Fixed::y) return format_float(value);
        if (column == Fixed::copies) return std::to_string((*project_.dataset)->copies(doc));
    }
    std::string cell = dataset.columns()[column - fixed_count].cell(doc);
    return cell.empty() ? std::nullopt : std::optional(std::move(cell));
}

double ExportTable::number(std::size_t column, DocId doc) const {
    const Annotation& annotation = (*project_.annotations)[doc];
    const auto& layout = *project_.layout;
    switch (column) {
        case Fixed::labeled_at:
            return annotation.labeled() || annotation.mark != Mark::none
                       ? project_.annotations->provenance(annotation.provenance).at_ms
                       : k_missing;
        case Fixed::x:
            return layout && layout->placed(doc) ? layout->xy[2 * std::size_t{doc}] : k_missing;
        case Fixed::y:
            return layout && layout->placed(doc) ? layout->xy[2 * std::size_t{doc} + 1] : k_missing;
        case Fixed::copies: return (*project_.dataset)->copies(doc);
        default: break;
    }
    const auto& numbers = (*project_.dataset)->columns()[column - fixed_count].numbers;
    return doc < numbers.size() ? numbers[doc] : k_missing;
}

LabelsExporter::LabelsExporter(Project project, ExportFormat format, std::optional<Bitset> filter)
    : table_(std::move(project), std::move(filter)),
      format_(format),
      separator_(choose_separator(table_.project())) {
    for (const std::string& name : table_.names())
        append_json_text(json_names_.emplace_back(), name);
}

bool LabelsExporter::next(std::string& chunk) {
    chunk.clear();
    if (std::exchange(header_due_, false) && format_ == ExportFormat::csv) write_header(chunk);
    while (next_row_ < rows_total() && chunk.size() < k_chunk_bytes) {
        const DocId doc = table_.docs()[next_row_++];
        format_ == ExportFormat::csv ? write_csv_row(chunk, doc) : write_json_row(chunk, doc);
    }
    return !chunk.empty();
}

void LabelsExporter::write_header(std::string& out) const {
    for (std::size_t column = 0; column < table_.names().size(); ++column) {
        if (column > 0) out.push_back(',');
        append_csv_cell(out, table_.names()[column]);
    }
    out += "\r\n";
}

void LabelsExporter::write_csv_row(std::string& out, DocId doc) const {
    for (std::size_t column = 0; column < table_.names().size(); ++column) {
        if (column > 0) out.push_back(',');
        if (column == Fixed::labels) {
            append_csv_cell(out, joined(table_.labels(doc), separator_));
        } else if (const auto cell = table_.text(column, doc)) {
            append_csv_cell(out, *cell);
        }
    }
    out += "\r\n";
}

void LabelsExporter::write_json_row(std::string& out, DocId doc) const {
    for (std::size_t column = 0; column < table_.names().size(); ++column) {
        out.push_back(column == 0 ? '{' : ',');
        out += json_names_[column];
        out.push_back(':');
        append_json_cell(out, column, doc);
    }
    out += "}\n";
}

void LabelsExporter::append_json_cell(std::string& out, std::size_t column, DocId doc) const {
    const auto cell = table_.text(column, doc);
    const ColumnType type = table_.type(column);
    if (!cell) {
        out += "null";
    } else if (type == ColumnType::number || type == ColumnType::boolean) {
        out += *cell;
    } else if (const auto items =
                   type == ColumnType::list ? parse_text_list(*cell) : std::nullopt) {
        const std::vector<std::string_view> views(items->begin(), items->end());
        out += json_list(views);
    } else {
        append_json_text(out, *cell);
    }
}

BatchExporter::BatchExporter(Project project, std::optional<Bitset> filter)
    : table_(std::move(project), std::move(filter)) {}

Result<bool> BatchExporter::next(Bytes& block) {
    block.clear();
    if (next_row_ == rows_total() && !std::exchange(first_, false)) return false;
    first_ = false;
    const std::size_t begin = next_row_;
    std::size_t bytes = 0;
    while (next_row_ < rows_total() && next_row_ - begin < k_batch_rows && bytes < k_batch_bytes) {
        bytes += (*table_.project().dataset)->text(table_.docs()[next_row_++]).size();
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
            const DocId doc = table_.docs()[begin + row];
            if (column.numeric()) {
                column.numbers.push_back(table_.number(i, doc));
                if (!std::isfinite(column.numbers.back())) column.missing.set(row);
            } else {
                auto cell = table_.text(i, doc);
                if (!cell) column.missing.set(row);
                column.texts.push_back(cells.emplace_back(std::move(cell).value_or(std::string())));
            }
        }
        batch.columns.push_back(std::move(column));
    }
    return encode_column_batch(batch);
}

}  // namespace labelscape
