#include "io/formats/jsonl.hpp"

#include "io/project_json.hpp"

namespace labelscape {
namespace {

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

class JsonLinesWriter final : public TableWriter {
public:
    explicit JsonLinesWriter(const ExportTable& table) : table_(table) {
        for (const std::string& name : table.names()) append_json_text(names_.emplace_back(), name);
    }

    void write_row(std::string& out, const ExportRow& row) const override {
        for (std::size_t column = 0; column < names_.size(); ++column) {
            out.push_back(column == 0 ? '{' : ',');
            out += names_[column];
            out.push_back(':');
            append_cell(out, column, row);
        }
        out += "}\n";
    }

private:
    void append_cell(std::string& out, std::size_t column, const ExportRow& row) const {
        const auto cell = table_.text(column, row);
        const ColumnType type = table_.type(column);
        if (!cell) {
            out += "null";
        } else if (type == ColumnType::number || type == ColumnType::boolean) {
            // JSON has one spelling of each: not that of the file.
            out += is_json_number(*cell) ? *cell : format_cell(type, table_.number(column, row));
        } else if (const auto items = type == ColumnType::list ? parse_text_list(*cell) : std::nullopt) {
            const std::vector<std::string_view> views(items->begin(), items->end());
            out += json_list(views);
        } else {
            append_json_text(out, *cell);
        }
    }

    const ExportTable& table_;
    std::vector<std::string> names_;   ///< quoted
};

}  // namespace

std::unique_ptr<TableWriter> jsonl_writer(const ExportTable& table, const ExportOptions&) {
    return std::make_unique<JsonLinesWriter>(table);
}

}  // namespace labelscape
