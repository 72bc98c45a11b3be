#include "ui/panels/help_overlay.hpp"

#include <algorithm>
#include <vector>

#include "app/actions/view.hpp"
#include "app/command.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

/// What is done with the mouse, or with more than one key.
struct Gesture {
    std::string_view group;
    const char* keys;
    const char* what;
};
constexpr Gesture k_gestures[] = {
    {"Label", "1 – 9", "Give the label with that key"},
    {"Select", "Shift+Click", "Select up to here"},
    {"Select", "Ctrl+Click", "Select one more"},
    {"Map", "Drag", "Lasso on the map"},
    {"Map", "Shift+Drag", "Add to the selection"},
    {"Map", "Alt+Drag", "Remove from the selection"},
    {"Map", "Space+Drag", "Move the map"},
    {"Map", "Wheel", "Zoom at the pointer"},
    {"Map", "Click", "Select a document or a name"},
};

void line_ui(const UiContext& ui, std::string_view keys, std::string_view what, float width) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float cap = draw_key_cap(ui, nullptr, {}, keys);
    draw_key_cap(ui, &list, {at.x + width - cap, at.y}, keys);
    TextStyle style = body(ui);
    style.max_width = width - cap - ui.t.gap(2);
    ui.text.draw(list, at, what, style);
    ImGui::Dummy({width, ui.t.gap(6)});
}

void group_ui(const PanelArgs& args, std::string_view group, float width) {
    section_ui(args.ui, group);
    for (const Command& command : commands()) {
        if (command.group != group || command.shortcut.empty()) continue;
        line_ui(args.ui, shortcut_text(command.shortcut, args.ui.mac), command.title, width);
    }
    for (const Gesture& gesture : k_gestures) {
        if (gesture.group == group) line_ui(args.ui, gesture.keys, gesture.what, width);
    }
}

}  // namespace

void HelpOverlay::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const DialogResult dialog =
        begin_dialog_ui(ui, "help", "Keyboard and help", {.width = 860, .icon = Icon::keyboard});
    const float gap = ui.t.gap(8), width = (ImGui::GetContentRegionAvail().x - 2 * gap) / 3;
    const std::vector<std::vector<std::string_view>> columns = {
        {"Label", "History"}, {"Select", "Search", "View"}, {"Map", "Project", "Export"}};
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, gap);
        ImGui::BeginGroup();
        ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
        for (const std::string_view group : columns[i]) group_ui(args, group, width);
        ImGui::PopTextWrapPos();
        ImGui::EndGroup();
    }
    ImGui::Dummy({0, ui.t.gap(2)});
    text_wrapped_ui(
        ui,
        "Similarity is always the cosine of two texts' vectors: 1.00 says the same, 0.00 has nothing in common. "
        "Microtopics are dense groups of texts; documents between them are outliers.",
        caption(ui));
    end_dialog_ui(ui);
    if (dialog.close_asked || ImGui::IsKeyPressed(ImGuiKey_Escape))
        args.actions.push(action::ToggleView{view_id::k_help});
}

}  // namespace labelscape
