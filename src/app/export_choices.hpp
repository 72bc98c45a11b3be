#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace labelscape {

enum class ExportKind : std::uint8_t { csv, jsonl, parquet, project };
/// Which documents are written.
enum class ExportScope : std::uint8_t { all, listed, selected, labeled };

/// What the export dialog remembers.
struct ExportChoices {
    ExportKind kind = ExportKind::csv;
    ExportScope scope = ExportScope::all;
    std::vector<std::string> left_out;  ///< columns by name; those that the project does not have are ignored
    bool one_row_per_copy = false;
    bool escape_formulas = false;  ///< CSV only: spreadsheets then show "=1+1" instead of reckoning it

    bool operator==(const ExportChoices&) const = default;
};

}  // namespace labelscape
