#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Questions about whole projects: leaving one that is not saved, and data that the page's address names.
void project_dialogs_ui(const PanelArgs& args);

}  // namespace labelscape
