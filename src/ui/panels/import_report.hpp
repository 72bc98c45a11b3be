#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// What an import did: figures, notices about the file, and the rows that were left out.
void import_report_ui(const PanelArgs& args, const ImportReport& report);

}  // namespace labelscape
