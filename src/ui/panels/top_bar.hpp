#pragma once

#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Project, progress, search, undo and redo, saved or not, commands, theme.
class TopBar {
public:
    void draw_ui(const PanelArgs& args, const Area& area);

private:
    void name_ui(const PanelArgs& args);
    void search_ui(const PanelArgs& args, float width);

    std::string name_;
    bool renaming_ = false;
    bool take_focus_ = false;
    std::string search_;
    std::string searched_;   ///< what the state said last
    bool semantic_ = false;
    std::uint64_t seen_focus_ = 0;
};

}  // namespace labelscape
