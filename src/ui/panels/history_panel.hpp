#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// All steps; a click goes back or forward to any of them.
class HistoryPanel {
public:
    void draw_ui(const PanelArgs& args, const Area& area);
};

}  // namespace labelscape
