#pragma once

#include <string>

#include "app/action.hpp"
#include "app/read_options.hpp"
#include "io/import_plan.hpp"

namespace labelscape {

/// The import dialog.
namespace action {

struct SetImportPlan { ImportPlan plan; };
struct SetReadOptions { ReadOptions options; };   ///< looks into the file again
struct SetImportName { std::string name; };   ///< of the new project
struct ConfirmImport {};
struct CancelImport {};
struct CloseImportReport {};
struct SaveImportReport {};               ///< the skipped rows as a file

}  // namespace action

void handle(AppContext& context, const action::SetImportPlan& wanted);
void handle(AppContext& context, const action::SetReadOptions& wanted);
void handle(AppContext& context, const action::SetImportName& wanted);
void handle(AppContext& context, const action::ConfirmImport& wanted);
void handle(AppContext& context, const action::CancelImport& wanted);
void handle(AppContext& context, const action::CloseImportReport& wanted);
void handle(AppContext& context, const action::SaveImportReport& wanted);

}  // namespace labelscape
