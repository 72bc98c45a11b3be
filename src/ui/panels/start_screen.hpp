#pragma once

#include "ui/panel_args.hpp"
#include "ui/panels/trash_list.hpp"

namespace labelscape {

/// The first page: drop or pick a file, the sample, and the projects of this browser.
class StartScreen {
public:
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    TrashList trash_;
};

}  // namespace labelscape
