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

std::string Column::cell(DocId doc) const {
    if (!numeric()) return doc < texts.size() ? std::string(texts[doc]) : std::string();
    if (doc >= numbers.size() || std::isnan(numbers[doc])) return {};
    if (type == ColumnType::boolean) return numbers[doc] != 0 ? "true" : "false";
    return type == ColumnType::date ? format_date(numbers[doc]) : format_number(numbers[doc]);
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
            columns_.push_back({wanted, type, {}, {}});
            return index;
        }
        if (columns_[index].type == type) return index;
        wanted = std::string(name) + "_" + std::to_string(suffix);
    }
}

void Dataset::set_number(std::size_t column, DocId doc, double value) {
    auto& numbers = columns_[column].numbers;
    if (numbers.size() <= doc) numbers.resize(doc + 1, k_missing);
    numbers[doc] = value;
}

void Dataset::set_text(std::size_t column, DocId doc, std::string_view value) {
    auto& texts = columns_[column].texts;
    while (texts.size() < doc) texts.append({});
    if (texts.size() == doc) texts.append(value);
}

void Dataset::pad_columns() {
    for (auto& column : columns_) {
        if (column.numeric()) {
            column.numbers.resize(size(), k_missing);
        } else {
            while (column.texts.size() < size()) column.texts.append({});
        }
    }
}

Dataset Dataset::from_parts(TextColumn texts, TextColumn ids, std::vector<std::uint32_t> copies,
                            std::vector<Column> columns) {
    Dataset dataset;
    dataset.texts_ = std::move(texts);
    dataset.ids_ = std::move(ids);
    dataset.copies_ = std::move(copies);
    dataset.columns_ = std::move(columns);
    for (DocId doc = 0; doc < dataset.size(); ++doc) dataset.index_row(doc);
    return dataset;
}

}  // namespace labelscape
