#pragma once

#include <cstdint>

#include "ui/panel_args.hpp"

namespace labelscape {

/// The slider of how finely the map is split. One drag, or key presses that follow one another, are one step of undo.
class TopicGranularity {
public:
    /// Only while there are microtopics.
    void draw_ui(const PanelArgs& args);

private:
    void ask(const PanelArgs& args, bool changed, bool let_go);

    float shown_ = 0.5f;          ///< by the handle, while the app has not answered yet
    float asked_ = 0.5f;
    double changed_at_s_ = -1e9;
    double asked_at_s_ = -1e9;
    std::uint32_t gesture_ = 0;
    bool pending_ = false;
};

}  // namespace labelscape
