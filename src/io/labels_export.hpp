#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "io/column_batch.hpp"
#include "model/project.hpp"

// Columns of every export, in this order:
//   id, text, labels, mark (unsure, skipped), source (human, bulk, import, suggestion), action,
//   labeled_at (ISO 8601), microtopic, x, y, copies, then the metadata; a metadata column with one
//   of these names gets a suffix.

namespace labelscape {

enum class ExportFormat { csv, jsonl };

/// Rows of an export with their cells, format aside. Reads a copy of the project, so edits may go
/// on meanwhile.
class ExportTable {
public:
    /// `filter`: which documents; all active ones if left out. Documents of undone imports never
    /// come along.
    ExportTable(Project project, std::optional<Bitset> filter);

    const std::vector<DocId>& docs() const { return docs_; }
    const std::vector<std::string>& names() const { return names_; }
    ColumnType type(std::size_t column) const { return types_[column]; }
    bool is_numeric(std::size_t column) const {
        return types_[column] != ColumnType::text && types_[column] != ColumnType::list;
    }
    /// Cell as text; lists as JSON arrays; nothing when missing.
    std::optional<std::string> text(std::size_t column, DocId doc) const;
    /// Cell of a numeric column; NaN when missing.
    double number(std::size_t column, DocId doc) const;
    /// Names of the labels of a document in the order of the scheme.
    std::vector<std::string_view> labels(DocId doc) const;
    const Project& project() const { return project_; }

private:
    Project project_;
    std::vector<DocId> docs_;
    std::vector<std::string> names_;
    std::vector<ColumnType> types_;
};

/// Writes CSV (RFC 4180, UTF-8 without byte order mark, cells as they are) or JSON lines, about 1
/// MB at a time. Several labels stand in one CSV cell with ';' between them, or with the first of
/// '|', '#' that no label contains.
class LabelsExporter {
public:
    LabelsExporter(Project project, ExportFormat format, std::optional<Bitset> filter = {});

    /// Replaces `chunk` by the next piece; false when there is none.
    bool next(std::string& chunk);
    std::size_t rows_done() const { return next_row_; }
    std::size_t rows_total() const { return table_.docs().size(); }

private:
    void write_header(std::string& out) const;
    void write_csv_row(std::string& out, DocId doc) const;
    void write_json_row(std::string& out, DocId doc) const;
    void append_json_cell(std::string& out, std::size_t column, DocId doc) const;

    ExportTable table_;
    ExportFormat format_;
    std::string separator_;
    std::vector<std::string> json_names_;  ///< quoted
    std::size_t next_row_ = 0;
    bool header_due_ = true;
};

/// Writes the same table as column batches, for Parquet.
class BatchExporter {
public:
    explicit BatchExporter(Project project, std::optional<Bitset> filter = {});

    /// Replaces `block` by the next batch; false when there is none. An empty export is one batch
    /// without rows.
    Result<bool> next(Bytes& block);
    std::size_t rows_done() const { return next_row_; }
    std::size_t rows_total() const { return table_.docs().size(); }

private:
    /// Rows from `begin` to next_row_.
    Result<Bytes> encode_batch(std::size_t begin) const;

    ExportTable table_;
    std::size_t next_row_ = 0;
    bool first_ = true;
};

}  // namespace labelscape
