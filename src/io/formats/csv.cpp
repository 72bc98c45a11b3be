#include "io/formats/csv.hpp"

#include "io/label_cells.hpp"

namespace labelscape {
namespace {

class CsvWriter final : public TableWriter {
public:
    CsvWriter(const ExportTable& table, const ExportOptions& options)
        : table_(table), escape_formulas_(options.escape_formulas), delimiter_(options.delimiter) {}

    void write_header(std::string& out) const override {
        for (std::size_t column = 0; column < table_.names().size(); ++column) {
            if (column > 0) out.push_back(delimiter_);
            append_cell(out, table_.names()[column], true);
        }
        out += "\r\n";
    }

    void write_row(std::string& out, const ExportRow& row) const override {
        for (std::size_t column = 0; column < table_.names().size(); ++column) {
            if (column > 0) out.push_back(delimiter_);
            if (table_.holds_labels(column)) {
                append_cell(out, join_labels(table_.labels(row)), true);
            } else if (const auto cell = table_.text(column, row)) {
                append_cell(out, *cell, !table_.is_numeric(column));
            }
        }
        out += "\r\n";
    }

private:
    void append_cell(std::string& out, std::string_view cell, bool may_be_formula) const {
        std::string escaped;
        if (may_be_formula) cell = escaped = escape_formula(cell, escape_formulas_);
        const bool spaced = !cell.empty() && (cell.front() == ' ' || cell.back() == ' ');
        if (!spaced && cell.find_first_of("\"\r\n") == std::string_view::npos &&
            cell.find(delimiter_) == std::string_view::npos) {
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

    const ExportTable& table_;
    bool escape_formulas_;
    char delimiter_;
};

}  // namespace

std::unique_ptr<TableWriter> csv_writer(const ExportTable& table, const ExportOptions& options) {
    return std::make_unique<CsvWriter>(table, options);
}

}  // namespace labelscape
