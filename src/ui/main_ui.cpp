#include "ui/main_ui.hpp"

#include <algorithm>
#include <string>

#include "ui/panels/project_dialogs.hpp"
#include "ui/shortcuts.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

/// A splitter in a window of its own over the panels: `at` is its upper or left end. True while `position` changes.
bool floating_splitter_ui(const UiContext& ui, const char* name, const char* label, bool vertical, ImVec2 at, float length,
                          float& position, float low, float high) {
    constexpr float k_half = 5;
    const ImVec2 min = vertical ? ImVec2{at.x - k_half, at.y} : ImVec2{at.x, at.y - k_half};
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize(vertical ? ImVec2{2 * k_half, length} : ImVec2{length, 2 * k_half});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1, 1});
    ImGui::Begin(name, nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus);
    const bool changed = splitter_ui(ui, name, label, vertical, at, length, position, low, high);
    ImGui::End();
    ImGui::PopStyleVar(2);
    return changed;
}

/// On narrow pages the sides give way to the map.
float side_width(float wanted, float page_width) { return std::clamp(wanted, 240.0f, page_width * 0.34f); }

}  // namespace

void MainUi::draw_ui(const PanelArgs& args) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const AppState& state = args.state;
    panel_keys_ui();
    if (!state.project_open) {
        start_.draw_ui(args, {{0, 0}, size});
    } else {
        const float bar = args.ui.t.header + args.ui.t.gap(2);
        top_bar_.draw_ui(args, {{0, 0}, {size.x, bar}});
        if (state.view.focus_mode) {
            focus_.draw_ui(args, {{0, bar}, size});
        } else {
            project_ui(args, {{0, bar}, size});
        }
    }
    if (state.import) import_.draw_ui(args);
    if (state.view.show_models && state.project_open) models_.draw_ui(args);
    if (state.view.show_palette) palette_.draw_ui(args);
    if (state.view.show_help) help_.draw_ui(args);
    project_dialogs_ui(args);
    notices_.draw_ui(args, notices_area(args));
    copy_ui(state);
    shortcuts_ui(args);
}

/// Over the middle column: nobody presses there while labels are given from the lists at the sides.
Area MainUi::notices_area(const PanelArgs& args) const {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    if (!args.state.project_open || args.state.view.focus_mode) return {{0, 0}, size};
    return {{side_width(left_width_, size.x), 0}, {size.x - side_width(right_width_, size.x), size.y}};
}

/// What is selected in the shown text, or else all of the current document.
void MainUi::copy_ui(const AppState& state) {
    if (state.copy_request == seen_copy_) return;
    seen_copy_ = state.copy_request;
    if (!state.project_open || !state.selection.current || *state.selection.current >= state.project.size()) return;
    std::string_view text = state.view.focus_mode ? focus_.selected_text(state) : detail_.selected_text(state);
    if (text.empty()) text = (*state.project.dataset)->text(*state.selection.current);
    ImGui::SetClipboardText(std::string(text).c_str());
}

void MainUi::project_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const float left = side_width(left_width_, area.width());
    const float right = area.max.x - side_width(right_width_, area.width());
    const float bottom = area.max.y - std::clamp(detail_height_, 120.0f, area.height() * 0.6f);

    list_.draw_ui(args, {area.min, {left, area.max.y}});
    if (args.state.alike) {
        alike_.draw_ui(args, {{left, area.min.y}, {right, area.max.y}});
    } else {
        map_.draw_ui(args, {{left, area.min.y}, {right, bottom}});
        detail_.draw_ui(args, {{left, bottom}, {right, area.max.y}});
    }
    jobs_.draw_ui(args, {{left, area.min.y}, {right, area.max.y}});

    const float half = args.state.view.show_history ? area.min.y + area.height() * 0.30f
                                                    : area.min.y + area.height() * 0.42f;
    const float third = args.state.view.show_history ? area.min.y + area.height() * 0.68f : area.max.y;
    labels_.draw_ui(args, {{right, area.min.y}, {area.max.x, half}});
    topics_.draw_ui(args, {{right, half}, {area.max.x, third}});
    if (args.state.view.show_history) history_.draw_ui(args, {{right, third}, area.max});

    float splitter = left;
    if (floating_splitter_ui(ui, "main/left", "Width of the document list", true, {left, area.min.y}, area.height(), splitter,
                    240, area.width() * 0.34f)) {
        left_width_ = splitter;
    }
    splitter = right;
    if (floating_splitter_ui(ui, "main/right", "Width of the labels", true, {right, area.min.y}, area.height(), splitter,
                    area.width() * 0.66f, area.max.x - 240)) {
        right_width_ = area.max.x - splitter;
    }
    if (args.state.alike) return;
    splitter = bottom;
    if (floating_splitter_ui(ui, "main/detail", "Height of the document", false, {left, bottom}, right - left, splitter,
                    area.min.y + area.height() * 0.4f, area.max.y - 120)) {
        detail_height_ = area.max.y - splitter;
    }
}

}  // namespace labelscape
