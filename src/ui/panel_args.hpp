#pragma once

#include <imgui.h>

#include "app/action.hpp"
#include "app/app_state.hpp"
#include "ui/ui_context.hpp"

namespace labelscape {

/// What a panel gets: it reads the state, says what the user wants, and draws.
struct PanelArgs {
    const AppState& state;
    ActionQueue& actions;
    const UiContext& ui;
};

/// Where a panel stands, in CSS pixels of the page.
struct Area {
    ImVec2 min{}, max{};

    float width() const { return max.x - min.x; }
    float height() const { return max.y - min.y; }
    bool contains(ImVec2 p) const { return p.x >= min.x && p.x < max.x && p.y >= min.y && p.y < max.y; }
};

}  // namespace labelscape
