#include "ui/place_splitters.hpp"

#include <algorithm>

#include "app/actions/view.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

/// A splitter in a window of its own over the panels: `at` is its upper or left end. True while `position` changes.
/// Unlike the panels it comes to the front: of windows that do not, the one that appeared last lies below all others.
bool floating_splitter_ui(const UiContext& ui, const char* name, const char* label, bool vertical, ImVec2 at,
                          float length, float& position, float low, float high) {
    constexpr float k_half = 5;
    const ImVec2 min = vertical ? ImVec2{at.x - k_half, at.y} : ImVec2{at.x, at.y - k_half};
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(vertical ? ImVec2{2 * k_half, length} : ImVec2{length, 2 * k_half});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin(name, nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoSavedSettings);
    const bool changed = splitter_ui(ui, name, label, vertical, at, length, position, low, high);
    ImGui::End();
    ImGui::PopStyleVar(2);
    return changed;
}

}  // namespace

const PlaceSizes& PlaceSplitters::sizes(const AppState& state) {
    if (!state.project_open || sizes_ == state.view.sizes) unsaved_ = false;
    if (!unsaved_) sizes_ = state.view.sizes;
    return sizes_;
}

void PlaceSplitters::draw_ui(const PanelArgs& args, const Places& places) {
    bars_ui(args, places);
    if (unsaved_ && !ImGui::IsMouseDown(ImGuiMouseButton_Left)) save(args);
}

void PlaceSplitters::bars_ui(const PanelArgs& args, const Places& places) {
    const UiContext& ui = args.ui;
    const Area& columns = places.columns();
    const float most = columns.width() * k_max_side_share, least = std::min(k_min_side, most);
    if (places.used(Place::left)) {
        float x = places.area(Place::left).max.x;
        if (floating_splitter_ui(ui, "main/left", "Width of the document list", true, {x, columns.min.y},
                                 columns.height(), x, least, most)) {
            sizes_.left = x;
            unsaved_ = true;
        }
    }
    if (places.used(Place::right)) {
        float x = places.area(Place::right).min.x;
        if (floating_splitter_ui(ui, "main/right", "Width of the labels", true, {x, columns.min.y}, columns.height(), x,
                                 columns.max.x - most, columns.max.x - least)) {
            sizes_.right = columns.max.x - x;
            unsaved_ = true;
        }
    }
    if (places.used(Place::dock)) {
        const Area& dock = places.area(Place::dock);
        float y = dock.min.y;
        if (floating_splitter_ui(ui, "main/detail", "Height of the document", false, dock.min, dock.width(), y,
                                 columns.max.y - columns.height() * k_max_dock_share, columns.max.y - k_min_dock)) {
            sizes_.dock = columns.max.y - y;
            unsaved_ = true;
        }
    }
}

void PlaceSplitters::save(const PanelArgs& args) const {
    // The action replaces the whole view, and what others ask for in this frame may change it too: theirs first.
    if (!args.actions.empty()) return args.ui.wish.animate();
    ViewState view = args.state.view;
    view.sizes = sizes_;
    args.actions.push(action::SetView{std::move(view)});
}

}  // namespace labelscape
