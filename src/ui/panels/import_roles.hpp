#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Which column is the text, the labels, the id, the split, the vectors, and how several labels stand in one cell.
/// A column has one role at most: who takes it leaves the other without. True when `plan` changed.
bool import_roles_ui(const UiContext& ui, const ImportView& view, ImportPlan& plan);

/// "text", "label", ... or empty for a column that is kept as metadata.
std::string_view role_of(const ImportPlan& plan, const std::string& column);

}  // namespace labelscape
