#pragma once

#include "app/formats/export_formats.hpp"

namespace labelscape {

/// All of the project with its history and view, whatever documents are asked for.
void start_project_file(AppContext& context, ExportOrder order);

}  // namespace labelscape
