#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace labelscape {

/// How a table is read, for what the user decides instead of the file's reader. What is left out is found out; an
/// option that the file's format does not have is ignored.
struct ReadOptions {
    std::optional<std::string> encoding;              ///< any label that TextDecoder knows
    std::optional<std::string> delimiter;             ///< one character
    std::optional<std::string> quote;                 ///< "\"", "'", or empty: nothing is quoted
    std::optional<bool> header;                       ///< the first row holds the names
    std::optional<std::uint32_t> skip_lines;          ///< before the first row
    std::optional<std::string> decimal;               ///< "." or ","
    std::optional<std::string> date_order;            ///< "ymd", "dmy" or "mdy"
    std::optional<std::vector<std::string>> missing;  ///< cells that count as missing, beside empty ones

    bool operator==(const ReadOptions&) const = default;
};

}  // namespace labelscape
