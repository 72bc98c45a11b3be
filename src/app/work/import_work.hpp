#pragma once

#include <string>

#include "app/work/open_work.hpp"

namespace labelscape {

/// A file has arrived: a project file is opened, a table goes to the import dialog.
void begin_import(AppContext& context, std::uint32_t token, const std::string& name);

/// Opens the project of a file that arrived, beside those that are stored.
void open_project_file(AppContext& context, std::uint32_t token, WhenOpen then);

/// The columns of an opened file as the guesser of plans reads them.
std::vector<ColumnPreview> previews_of(const OpenedFile& file);

/// Reads the whole table by `plan` into the open project, then calls `then` with the report.
/// Ends with a notice and no change when the file cannot be read.
void read_table(AppContext& context, std::uint32_t token, const std::string& name, const ImportPlan& plan,
                std::function<void(AppContext&, Result<ImportReport>)> then);

/// Asks storage for the list on the start screen.
void refresh_project_list(AppContext& context);

/// True for names of project files, which are opened and not imported.
bool is_project_file(const std::string& name);

/// An empty project with a new id, open and stored. None is open.
void start_project(AppContext& context, const std::string& name);
/// Shows a project that was read: from storage, or from a file.
void show_project(AppContext& context, OpenedProject opened, StoredAs stored);

}  // namespace labelscape
