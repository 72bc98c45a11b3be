#pragma once

#include <string>

#include "ui/panel_args.hpp"

namespace labelscape {

/// The deleted projects on the start screen, with a way back, and the question before one is gone for good.
class TrashList {
public:
    /// In the list of projects, over its width.
    void draw_ui(const PanelArgs& args, float width);

private:
    void row_ui(const PanelArgs& args, const ProjectInfo& info, float width);
    void erase_ui(const PanelArgs& args);

    bool open_ = false;
    bool asking_all_ = false;
    std::string asking_;   ///< id of the project that is to be deleted for good
};

}  // namespace labelscape
