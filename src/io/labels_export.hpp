#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "io/column_batch.hpp"
#include "io/own_columns.hpp"
#include "model/project.hpp"

// Columns of every export, in this order:
//   id, text, labels, mark (unsure, skipped), source (human, bulk, import, suggestion), action,
//   labeled_at (ISO 8601), microtopic, x, y, copies, then the metadata, with exported_name().
// Where copies are listed, each stands below its document with 0 in the column copies.

namespace labelscape {

/// How a table is written, format and choice of documents aside.
struct ExportOptions {
    /// Names as export_columns() gives them, in this order; empty: all. find_own_columns() says
    /// which of them come back as what they were.
    std::vector<std::string> columns = {};
    /// One row for each imported row that was collapsed as a duplicate, instead of their number.
    bool expand_copies = false;
    /// CSV: an apostrophe before cells that a spreadsheet would run as a formula. Our import takes it off again.
    bool escape_formulas = false;
    char delimiter = ',';  ///< CSV
};

/// The columns that an export of the project can have.
std::vector<std::string> export_columns(const Project& project);

/// A document, or one of its listed copies.
struct ExportRow {
    static constexpr std::uint32_t k_no_copy = ~0u;

    ExportRow(DocId document, std::uint32_t its_copy = k_no_copy) : doc(document), copy(its_copy) {}
    bool is_copy() const { return copy != k_no_copy; }

    DocId doc;
    std::uint32_t copy;
};

/// Rows of an export with their cells, format aside. Reads a copy of the project, so edits may go
/// on meanwhile.
class ExportTable {
public:
    /// `filter`: which documents; all active ones if left out. Documents of undone imports never
    /// come along.
    ExportTable(Project project, std::optional<Bitset> filter, const ExportOptions& options = {});

    const std::vector<ExportRow>& rows() const { return rows_; }
    const std::vector<std::string>& names() const { return names_; }
    ColumnType type(std::size_t column) const { return types_[column]; }
    bool is_numeric(std::size_t column) const {
        return types_[column] != ColumnType::text && types_[column] != ColumnType::list;
    }
    bool holds_labels(std::size_t column) const { return sources_[column] == own_labels; }
    /// Cell as text; lists as JSON arrays; nothing when missing.
    std::optional<std::string> text(std::size_t column, const ExportRow& row) const;
    /// Cell of a numeric column; NaN when missing.
    double number(std::size_t column, const ExportRow& row) const;
    /// Names of the labels of a row in the order of the scheme. A copy has the labels of the file as long as those of
    /// its document come from a file too: what is decided here counts for all copies.
    std::vector<std::string_view> labels(const ExportRow& row) const;
    const Project& project() const { return project_; }

private:
    std::optional<std::string> fixed_text(std::size_t source, const ExportRow& row) const;
    double fixed_number(std::size_t source, const ExportRow& row) const;
    /// The column of the dataset or of its copies, or null when it has none.
    const Column* metadata(std::size_t source, const ExportRow& row) const;
    void add_rows(const Bitset& docs, bool expand_copies);

    Project project_;
    bool lists_copies_ = false;
    std::vector<ExportRow> rows_;
    std::vector<std::size_t> sources_;   ///< by column: an OwnColumn, or own_count plus the metadata column
    std::vector<std::string> names_;
    std::vector<ColumnType> types_;
};

/// How the rows of a table become text: io/formats.
class TableWriter {
public:
    virtual ~TableWriter() = default;
    virtual void write_header(std::string&) const {}
    virtual void write_row(std::string& out, const ExportRow& row) const = 0;
};
/// The writer reads the table as long as it lives.
using MakeTableWriter = std::unique_ptr<TableWriter> (*)(const ExportTable&, const ExportOptions&);

/// Writes a table as text, about 1 MB at a time.
class LabelsExporter {
public:
    LabelsExporter(Project project, MakeTableWriter make, std::optional<Bitset> filter = {},
                   const ExportOptions& options = {});
    LabelsExporter(const LabelsExporter&) = delete;

    /// Replaces `chunk` by the next piece; false when there is none.
    bool next(std::string& chunk);
    std::size_t rows_done() const { return next_row_; }
    std::size_t rows_total() const { return table_.rows().size(); }

private:
    ExportTable table_;
    std::unique_ptr<TableWriter> writer_;
    std::size_t next_row_ = 0;
    bool header_due_ = true;
};

}  // namespace labelscape
