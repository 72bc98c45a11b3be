#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Keys of the command table and of the labels; nothing while text is being typed or a dialog is open.
void shortcuts_ui(const PanelArgs& args);

}  // namespace labelscape
