#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/label_cells.hpp"
#include "model/dataset.hpp"

namespace labelscape {

enum class DuplicatePolicy { keep, collapse };
/// What becomes of a row whose id the project has with another text.
enum class ClashPolicy {
    rename,   ///< both stay: the row gets a new id
    replace,  ///< the row takes the place of the document and its labels
    skip,     ///< the row is left out
};
/// Where a table goes while a project is open.
enum class ImportTarget { add, fresh };

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
    ClashPolicy clashes = ClashPolicy::rename;
    /// Labels that look alike (find_alike_labels) become one, the most frequent of them.
    bool merge_alike = false;
    ImportTarget target = ImportTarget::add;
    /// The file is an export of this program: marks, provenance and copies are what they were.
    bool own_export = false;

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

/// Roles that are settled: by the user, or by the format of the file. An empty name means that no column has the
/// role; what is left out is found out.
struct PlanRoles {
    std::optional<std::string> text, label, id, split;

    /// These where they say something, otherwise `others`.
    PlanRoles or_else(const PlanRoles& others) const;
};

/// Takes the settled roles, then finds the meaning of the other columns by their names, then by their cells. The
/// separator of labels is that of the label column, whoever chose it. Without columns the plan is empty.
PlanGuess guess_plan(std::span<const ColumnPreview> columns, const PlanRoles& settled = {});

/// How several labels stand in one cell of these, or empty when each cell is one label.
std::string guess_label_separator(const ColumnPreview& labels);

}  // namespace labelscape
