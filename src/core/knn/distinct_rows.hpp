#pragma once

#include <cstdint>
#include <vector>

#include "base/unit_rows.hpp"

namespace labelscape {

/// Rows that are equal to the last bit, each kind once. Equal rows have only each other as nearest neighbors, so a
/// graph of all rows has islands where copies lie; a graph of the kinds has none.
struct DistinctRows {
    std::vector<std::uint32_t> first_rows;   ///< of each kind the first row, ascending
    std::vector<std::int32_t> kind_of;       ///< by row: index into first_rows
    std::vector<std::int32_t> next_copy;     ///< by row: the next row of its kind, around to the first; alone: itself

    std::int32_t kinds() const { return static_cast<std::int32_t>(first_rows.size()); }
};

/// In time linear in the rows.
DistinctRows distinct_rows(const UnitRows& rows);

}  // namespace labelscape
