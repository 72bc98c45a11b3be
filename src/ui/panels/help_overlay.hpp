#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// All keys at a glance.
class HelpOverlay {
public:
    void draw_ui(const PanelArgs& args);
};

}  // namespace labelscape
