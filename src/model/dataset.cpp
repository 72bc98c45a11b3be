#include "model/dataset.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>

#include "base/hash.hpp"
#include "model/date.hpp"

namespace labelscape {
namespace {

constexpr double k_missing = std::numeric_limits<double>::quiet_NaN();

std::string format_number(double value) {
    char text[32];
    for (int digits = 15; digits <= 17; ++digits) {
        std::snprintf(text, sizeof text, "%.*g", digits, value);
        if (std::strtod(text, nullptr) == value) break;
    }
    return text;
}

}  // namespace

std::string format_cell(ColumnType type, double value) {
    if (std::isnan(value)) return {};
    if (type == ColumnType::boolean) return value != 0 ? "true" : "false";
    return type == ColumnType::date ? format_date(value) : format_number(value);
}

std::string Column::cell(std::uint32_t row) const {
    if (!numeric()) return row < texts.size() ? std::string(texts[row]) : std::string();
    if (row < spelled.size() && !spelled[row].empty()) return std::string(spelled[row]);
    return row < numbers.size() ? format_cell(type, numbers[row]) : std::string();
}

void Column::set_number(std::uint32_t row, double value, std::string_view spelling) {
    if (numbers.size() <= row) numbers.resize(row + 1, k_missing);
    numbers[row] = value;
    if (spelling.empty() || spelling == format_cell(type, value)) return;
    while (spelled.size() < row) spelled.append({});
    if (spelled.size() == row) spelled.append(spelling);
}

void Column::set_text(std::uint32_t row, std::string_view value) {
    while (texts.size() < row) texts.append({});
    if (texts.size() == row) texts.append(value);
}

void Column::pad(std::uint32_t rows) {
    if (numeric()) return numbers.resize(rows, k_missing);
    while (texts.size() < rows) texts.append({});
}

std::uint64_t Column::byte_count() const {
    return numbers.size() * sizeof(double) + texts.byte_count() + spelled.byte_count();
}

std::optional<DocId> Dataset::find_id(std::string_view id, const Bitset* hidden) const {
    std::optional<DocId> found;
    by_id_.for_each(hash_text(id), [&](DocId doc) {
        if (ids_[doc] == id && !(hidden && hidden->test(doc))) found = doc;
    });
    return found;
}

DocId Dataset::append(std::string_view text, std::string_view id) {
    const DocId doc = size();
    texts_.append(text);
    ids_.append(id);
    copies_.push_back(1);
    index_row(doc);
    return doc;
}

void Dataset::index_row(DocId doc) {
    hashes_.push_back(hash_text(texts_[doc]));
    by_id_.add(hash_text(ids_[doc]), doc);
}

std::size_t Dataset::column(std::string_view name, ColumnType type) {
    std::string wanted(name);
    for (int suffix = 2;; ++suffix) {
        std::size_t index = 0;
        while (index < columns_.size() && columns_[index].name != wanted) ++index;
        if (index == columns_.size()) {
            columns_.push_back({wanted, type, {}, {}, {}});
            return index;
        }
        if (columns_[index].type == type) return index;
        wanted = std::string(name) + "_" + std::to_string(suffix);
    }
}

void Dataset::pad_columns() {
    for (auto& column : columns_) column.pad(size());
    for (auto& column : copy_table_.columns) column.pad(copy_table_.size());
}

std::uint32_t Dataset::append_copy(DocId doc, std::string_view id) {
    const std::uint32_t copy = copy_table_.size();
    copy_table_.of.push_back(doc);
    copy_table_.ids.append(id);
    if (!id.empty()) by_copy_id_.add(hash_text(id), copy);
    for (std::size_t i = copy_table_.columns.size(); i < columns_.size(); ++i)
        copy_table_.columns.push_back({columns_[i].name, columns_[i].type, {}, {}, {}});
    return copy;
}

std::optional<std::uint32_t> Dataset::find_copy(std::string_view id, const Bitset& present) const {
    std::optional<std::uint32_t> found;
    by_copy_id_.for_each(hash_text(id), [&](std::uint32_t copy) {
        if (copy_table_.ids[copy] == id && copy < present.size() && present.test(copy)) found = copy;
    });
    return found;
}

Dataset Dataset::from_parts(TextColumn texts, TextColumn ids, std::vector<std::uint32_t> copies,
                            std::vector<Column> columns, CopyTable copy_table) {
    Dataset dataset;
    dataset.texts_ = std::move(texts);
    dataset.ids_ = std::move(ids);
    dataset.copies_ = std::move(copies);
    dataset.columns_ = std::move(columns);
    dataset.copy_table_ = std::move(copy_table);
    for (DocId doc = 0; doc < dataset.size(); ++doc) dataset.index_row(doc);
    for (std::uint32_t copy = 0; copy < dataset.copy_table_.size(); ++copy) {
        const auto copy_id = dataset.copy_table_.ids[copy];
        if (!copy_id.empty()) dataset.by_copy_id_.add(hash_text(copy_id), copy);
    }
    return dataset;
}

}  // namespace labelscape
