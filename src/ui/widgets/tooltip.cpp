#include "ui/widgets/tooltip.hpp"

#include <algorithm>
#include <cmath>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"

namespace labelscape {

namespace {

constexpr float k_tooltip_width = 340;

}  // namespace

bool begin_tooltip_ui(const UiContext& ui) {
    constexpr ImGuiHoveredFlags k_flags = ImGuiHoveredFlags_DelayNormal | ImGuiHoveredFlags_NoSharedDelay |
                                          ImGuiHoveredFlags_Stationary | ImGuiHoveredFlags_AllowWhenDisabled;
    if (!ImGui::IsItemHovered(k_flags)) {
        // The delay runs: nothing else would ask for the frame in which it ends.
        if (ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled)) ui.wish.wake_in(0.1);
        return false;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.t.gap(2.5f), ui.t.gap(1.5f)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.t.radius);
    return ImGui::BeginTooltip() || (ImGui::PopStyleVar(2), false);
}

void end_tooltip_ui() {
    ImGui::EndTooltip();
    ImGui::PopStyleVar(2);
}

void tooltip_ui(const UiContext& ui, std::string_view text, std::string_view shortcut) {
    if (!begin_tooltip_ui(ui)) return;
    TextStyle style = body(ui);
    style.wrap_width = k_tooltip_width * ui.t.scale;
    text_ui(ui, text, style);
    if (!shortcut.empty()) {
        ImGui::SameLine(0, ui.t.gap(3));
        text_ui(ui, shortcut, secondary(ui));
    }
    end_tooltip_ui();
}

void term_ui(const UiContext& ui, std::string_view term, std::string_view explanation, const TextStyle& style) {
    text_ui(ui, term, style);
    const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    for (float x = min.x; x < max.x; x += 4)
        list.AddRectFilled({x, max.y - 1}, {x + 2, max.y}, fade(style.color, 0.6f));
    tooltip_ui(ui, explanation);
}

void help_mark_ui(const UiContext& ui, std::string_view name, std::string_view explanation) {
    const float size = ui.t.icon;
    const Item item = press_item(ui, name, {size, size});
    if (!item.list) return;
    draw_icon(*item.list, ui.fonts, item.box.Min, size, item.hovered ? ui.t.text_secondary : ui.t.text_disabled,
              Icon::circle_help);
    draw_focus_ring(ui, item, size / 2);
    tooltip_ui(ui, explanation);
    ui.probe.add({.name = std::string(name),
                  .role = Role::button,
                  .label = "Help",
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .description = std::string(explanation)});
}

}  // namespace labelscape
