#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Whether the documents make a new project or go to the open one, and what becomes of texts that are there already.
/// True when `plan` changed.
bool import_target_ui(const PanelArgs& args, const ImportView& view, ImportPlan& plan);

/// Vectors without texts belong to documents that are there already.
bool vectors_only(const ImportPlan& plan);
/// Why this cannot be imported yet; empty when it can.
std::string_view why_no_import(const AppState& state, const ImportPlan& plan);

}  // namespace labelscape
