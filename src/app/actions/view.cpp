#include "app/actions/view.hpp"

#include <algorithm>

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"

namespace labelscape {

void handle(AppContext& context, const action::SetView& wanted) {
    context.state.view = wanted.view;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::ToggleView& wanted) {
    context.state.view.open.toggle(wanted.id);
    if (std::ranges::find(view_id::k_saved, wanted.id) != std::end(view_id::k_saved))
        context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::ToggleFocusMode&) {
    const bool open = context.state.view.open.toggle(view_id::k_focus);
    if (open && !context.state.selection.current && !context.state.order.empty()) {
        context.state.selection.current = context.state.order.front();
    }
}

void handle(AppContext& context, const action::CycleTheme&) {
    ThemeChoice& theme = context.state.view.theme;
    theme = static_cast<ThemeChoice>((static_cast<int>(theme) + 1) % 3);
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::SetColorBy& wanted) {
    context.state.view.color_by = wanted.color_by;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::FitMap&) { ++context.state.fit_request; }

void handle(AppContext& context, const action::DismissNotice& wanted) {
    std::erase_if(context.state.notices, [&](const Notice& notice) { return notice.id == wanted.id; });
}

std::vector<Command> view_commands() {
    using namespace action;
    return {
        {"density", "Density shading", "Shades the map where documents lie too close to be told apart", "Map", {"d"},
         has_layout,
         [](const AppState& state) -> Action {
             ViewState view = state.view;
             view.show_density = !view.show_density;
             return SetView{std::move(view)};
         }},
        {"fit-map", "Show whole map", "Zooms out to all documents", "Map", {"0"}, has_layout, simple<FitMap>},
        {"focus-mode", "Focus mode", "One document at a time, all by keyboard", "Label", {"f"}, has_listed,
         simple<ToggleFocusMode>},
        {"palette", "All commands…", "Finds any command by name", "View", {"k", true}, always,
         toggle<view_id::k_palette>},
        {"help", "Keyboard and help", "All keys at a glance", "View", {"?"}, always, toggle<view_id::k_help>},
        {"theme", "Theme", "System, light, dark", "View", {}, always, simple<CycleTheme>},
    };
}

}  // namespace labelscape
