#pragma once

#include <string>
#include <vector>

#include "ui/panel_args.hpp"

namespace labelscape {

/// All commands and labels, found by typing.
class CommandPalette {
public:
    void draw_ui(const PanelArgs& args);

private:
    std::string query_;
    int chosen_ = 0;
    int seen_frame_ = -2;   ///< frame of the last draw: opened anew when it was not the one before
};

}  // namespace labelscape
