#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Every job with progress, rate, time left and cancel; nothing when there is none.
class JobsPanel {
public:
    void draw_ui(const PanelArgs& args, const Area& area);
};

}  // namespace labelscape
