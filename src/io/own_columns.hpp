#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/annotations.hpp"
#include "model/dataset.hpp"

// The columns of the program's own exports, which its import knows again.

namespace labelscape {

/// In this order at the beginning of every export; the metadata follows.
enum OwnColumn : std::size_t { own_id, own_text, own_labels, own_mark, own_source, own_action, own_labeled_at,
                               own_microtopic, own_x, own_y, own_copies, own_count };

inline constexpr std::array<std::string_view, own_count> k_own_names = {
    "id", "text", "labels", "mark", "source", "action", "labeled_at", "microtopic", "x", "y", "copies"};
/// By Mark; a document without one has an empty cell.
inline constexpr std::array<std::string_view, 3> k_mark_names = {"", "unsure", "skipped"};

/// Where each of our columns stands in a table, if it does; by OwnColumn.
using OwnColumns = std::array<std::optional<std::size_t>, own_count>;
/// Nothing when a table with these columns is no export of this program. One begins with our columns or those of them
/// that the user chose, in our order, and has the labels and two of those that no other program names like this.
std::optional<OwnColumns> find_own_columns(std::span<const std::string> names);

/// The name in an export of a metadata column: other than all of ours, and exported_name() of no other name.
std::string exported_name(std::string_view name);
/// The metadata column that has this name in an export.
std::string imported_name(std::string_view name);

/// A cell of an exported CSV: an apostrophe before what a spreadsheet would run as a formula. What has one already gets
/// another even where formulas are not escaped, so that unescape_formula() is always right.
std::string escape_formula(std::string_view cell, bool escape_formulas);
std::string_view unescape_formula(std::string_view cell);

}  // namespace labelscape
