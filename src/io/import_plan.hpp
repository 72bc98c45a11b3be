#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/dataset.hpp"

namespace labelscape {

enum class DuplicatePolicy { keep, collapse };
/// Where a table goes while a project is open.
enum class ImportTarget { add, fresh };

/// The separator that means: a cell with several labels is a JSON array of strings.
inline constexpr std::string_view k_json_array = "[]";
/// The column that keeps the split (train, test, ...), whatever its name in the file.
inline constexpr std::string_view k_split_column = "split";

/// What the columns of a file mean; an empty name means that there is none. Other columns are kept
/// as metadata.
struct ImportPlan {
    std::string text;
    std::string label;
    std::string id;
    std::string split;
    /// Between the labels of one cell; empty when a cell is one label, k_json_array for JSON
    /// arrays.
    std::string label_separator;
    DuplicatePolicy duplicates = DuplicatePolicy::collapse;
    /// Vectors of the user's own. Without a text column they go to documents of the project: by id, or by row when
    /// there is one for each document.
    std::string vectors = {};
    ImportTarget target = ImportTarget::add;

    bool operator==(const ImportPlan&) const = default;
};

/// A column with its cells in the first rows of a file, as text; empty where missing.
struct ColumnPreview {
    std::string name;
    ColumnType type = ColumnType::text;
    std::vector<std::string> cells;
};

struct PlanGuess {
    ImportPlan plan;
    /// One sentence for each choice that was made, and for those that could not be made.
    std::vector<std::string> reasons;
};

/// Finds the meaning of columns by their names, then by their cells. Without columns the plan is
/// empty.
PlanGuess guess_plan(std::span<const ColumnPreview> columns);

/// How several labels stand in one cell of these, or empty when each cell is one label.
std::string guess_label_separator(const ColumnPreview& labels);

/// The labels of a cell, without surrounding space, each once, in the order of the cell.
std::vector<std::string> split_labels(std::string_view cell, std::string_view separator);

}  // namespace labelscape
