#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace labelscape {

/// Which documents are written.
enum class ExportScope : std::uint8_t { all, listed, selected, labeled };

/// What the export dialog remembers.
struct ExportChoices {
    std::string format = "csv";  ///< id of a row of export_formats()
    ExportScope scope = ExportScope::all;
    std::vector<std::string> left_out;  ///< columns by name; those that the project does not have are ignored
    bool one_row_per_copy = false;
    bool escape_formulas = false;  ///< where they run at all: spreadsheets then show "=1+1" instead of reckoning it

    bool operator==(const ExportChoices&) const = default;
};

}  // namespace labelscape
