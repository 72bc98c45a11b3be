#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct EmptyState {
    Icon icon = Icon::none;
    std::string_view title;
    std::string_view text = {};       ///< what would be here and how to get it
    std::string_view action = {};     ///< text of a button
    Icon action_icon = Icon::none;
    std::string_view shortcut = {};
};

/// In the middle of what is left of the window. True when its button ("name/action") was pressed.
bool empty_state_ui(const UiContext& ui, std::string_view name, const EmptyState& state);

}  // namespace labelscape
