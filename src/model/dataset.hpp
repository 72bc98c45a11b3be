#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bitset.hpp"
#include "base/hash_index.hpp"
#include "base/ids.hpp"
#include "model/text_column.hpp"

namespace labelscape {

/// vector: in files only, no metadata column has it.
enum class ColumnType : std::uint8_t { text, number, date, boolean, list, vector };

/// A value of a numeric column as we print it; empty for NaN.
std::string format_cell(ColumnType type, double value);

/// A metadata column. Numbers, dates (ms since 1970, UTC) and booleans (0, 1) stand in `numbers`, NaN where missing;
/// text and lists (JSON arrays) in `texts`, empty where missing.
struct Column {
    std::string name;
    ColumnType type = ColumnType::text;
    std::vector<double> numbers;
    TextColumn texts;
    /// Numeric columns: the cells as the file spells them, empty where that is how we print the value. May end before
    /// the last row.
    TextColumn spelled;

    bool numeric() const { return type != ColumnType::text && type != ColumnType::list; }
    /// The cell as the file spells it, or as a person would write it; dates as ISO 8601.
    std::string cell(std::uint32_t row) const;
    void set_number(std::uint32_t row, double value, std::string_view spelling = {});
    /// Text cells are set in row order, at most once a row.
    void set_text(std::uint32_t row, std::string_view value);
    /// Gives every row a cell.
    void pad(std::uint32_t rows);
    /// Memory of its cells.
    std::uint64_t byte_count() const;
};

/// Rows of files that were collapsed into a document with the same text. Each keeps its id, which may be empty, and its
/// metadata.
struct CopyTable {
    std::vector<DocId> of;
    TextColumn ids;
    std::vector<Column> columns;   ///< the first ones of the dataset, by index

    std::uint32_t size() const { return static_cast<std::uint32_t>(of.size()); }
};

/// The documents: texts, ids and metadata columns, row by row. Rows are only ever appended.
class Dataset {
public:
    std::uint32_t size() const { return texts_.size(); }
    std::string_view text(DocId doc) const { return texts_[doc]; }
    /// Unique among the documents that count: one of an undone import may share it with a later one.
    std::string_view id(DocId doc) const { return ids_[doc]; }
    /// Content hash of the text.
    std::uint64_t text_hash(DocId doc) const { return hashes_[doc]; }
    /// How many imported rows this document stands for beside its listed copies: more than 1 where only their number is
    /// known, as in projects of version 2. Project::copies() is the sum.
    std::uint32_t unlisted_copies(DocId doc) const { return copies_[doc]; }
    const CopyTable& copy_table() const { return copy_table_; }
    const std::vector<Column>& columns() const { return columns_; }
    const TextColumn& texts() const { return texts_; }
    const TextColumn& ids() const { return ids_; }

    /// The last document with this id that is not in `hidden`.
    std::optional<DocId> find_id(std::string_view id, const Bitset* hidden = nullptr) const;

    /// Appends a document; `id` must be new among those that count. Its metadata cells are missing until set.
    DocId append(std::string_view text, std::string_view id);
    void set_unlisted_copies(DocId doc, std::uint32_t copies) { copies_[doc] = copies; }
    /// Appends a copy of a document; its metadata cells are missing until set in copy_columns().
    std::uint32_t append_copy(DocId doc, std::string_view id);
    std::vector<Column>& copy_columns() { return copy_table_.columns; }
    /// The last copy with this id that is in `present`.
    std::optional<std::uint32_t> find_copy(std::string_view id, const Bitset& present) const;
    /// Index of the column with this name and kind, made when absent; a name in use by another kind gets a suffix.
    std::size_t column(std::string_view name, ColumnType type);
    void set_number(std::size_t column, DocId doc, double value) { columns_[column].set_number(doc, value); }
    void set_text(std::size_t column, DocId doc, std::string_view value) { columns_[column].set_text(doc, value); }
    std::vector<Column>& edit_columns() { return columns_; }
    /// Gives every column a cell for every row; call after the last row of a batch.
    void pad_columns();

    /// Rebuilds from stored parts; all have the same number of rows.
    static Dataset from_parts(TextColumn texts, TextColumn ids, std::vector<std::uint32_t> copies,
                              std::vector<Column> columns, CopyTable copy_table = {});
    const std::vector<std::uint32_t>& unlisted_copies() const { return copies_; }

private:
    void index_row(DocId doc);

    TextColumn texts_;
    TextColumn ids_;
    std::vector<std::uint64_t> hashes_;
    std::vector<std::uint32_t> copies_;
    std::vector<Column> columns_;
    CopyTable copy_table_;
    HashIndex by_id_;
    HashIndex by_copy_id_;
};

}  // namespace labelscape
