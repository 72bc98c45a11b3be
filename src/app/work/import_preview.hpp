#pragma once

#include <string>
#include <vector>

#include "app/app_context.hpp"

namespace labelscape {

/// A file has arrived: a project file is opened, a table goes to the import dialog.
void begin_import(AppContext& context, std::uint32_t token, const std::string& name);

/// Looks into the file of the import dialog again, with the dialog's options. The plan stays where the columns do;
/// the old preview stays until the new one is there.
void reopen_import(AppContext& context);

/// Takes the plan over: another label column gets its own separator, unless the plan brings another one too.
void set_import_plan(ImportView& view, ImportPlan plan);

/// The columns of an opened file as the guesser of plans reads them.
std::vector<ColumnPreview> previews_of(const OpenedFile& file);

}  // namespace labelscape
