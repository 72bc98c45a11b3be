#pragma once

#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/export_choices.hpp"

namespace labelscape {

/// Exports and their dialog.
namespace action {

struct Export { std::string format = "csv"; bool filtered = false; };   ///< all columns
struct ToggleExport {};                   ///< the dialog
struct SetExportChoices { ExportChoices choices; };
struct ConfirmExport {};                  ///< by the choices of the dialog, which closes

}  // namespace action

void handle(AppContext& context, const action::Export& wanted);
void handle(AppContext& context, const action::ToggleExport& wanted);
void handle(AppContext& context, const action::SetExportChoices& wanted);
void handle(AppContext& context, const action::ConfirmExport& wanted);

std::vector<Command> export_commands();

}  // namespace labelscape
