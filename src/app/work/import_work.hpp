#pragma once

#include <string>

#include "app/work/leave_work.hpp"
#include "app/work/open_work.hpp"

namespace labelscape {

/// The name of a file without what says only how it is packed: "reviews.2024.csv.gz" gives "reviews.2024".
std::string project_name_of(const std::string& file);
/// Opens the project of a file that arrived, beside those that are stored.
void open_project_file(AppContext& context, std::uint32_t token, Unsaved unsaved, const Done<>& done);

/// A file of the user's, and how its table is read.
struct TableSource {
    std::uint32_t token = 0;
    std::string name;
    ReadOptions options = {};
    std::string project_name = {};   ///< of a new project; empty: as the file is called
};

/// Reads the whole table by `plan` into the open or a new project.
/// Ends with an error and no change when the file cannot be read.
void read_table(AppContext& context, const TableSource& source, const ImportPlan& plan, const Done<ImportReport>& done);

/// Asks storage for the list on the start screen.
void refresh_project_list(AppContext& context);

/// True for names of project files, which are opened and not imported.
bool is_project_file(const std::string& name);

/// An empty project with a new id, open and stored. None is open.
void start_project(AppContext& context, const std::string& name);
/// Shows a project that was read: from storage, or from a file.
void show_project(AppContext& context, OpenedProject opened, StoredAs stored);

}  // namespace labelscape
