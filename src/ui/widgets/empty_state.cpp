#include "ui/widgets/empty_state.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"

namespace labelscape {

namespace {

/// A text in the middle of a line of `width`.
float centered_text(const UiContext& ui, ImVec2 at, float width, std::string_view text, TextStyle style) {
    style.wrap_width = width;
    const ImVec2 size = ui.text.measure(text, style);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    // Each line has its own middle only if it stands alone; paragraphs stay together.
    ui.text.draw(list, {at.x + std::floor((width - size.x) / 2), at.y}, text, style);
    return size.y;
}

}  // namespace

bool empty_state_ui(const UiContext& ui, std::string_view name, const EmptyState& state) {
    const Tokens& t = ui.t;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const float width = std::max(1.0f, std::min(room.x - t.gap(4), 320 * t.scale));
    const float left = std::floor(at.x + (room.x - width) / 2);
    TextStyle heading = strong(ui), explanation = secondary(ui);
    heading.wrap_width = explanation.wrap_width = width;
    const float disc = 56 * t.scale;
    const ButtonOptions options{.kind = ButtonKind::primary, .icon = state.action_icon, .shortcut = state.shortcut};
    float height = ui.text.measure(state.title, heading).y;
    if (state.icon != Icon::none) height += disc + t.gap(4);
    if (!state.text.empty()) height += t.gap(1) + ui.text.measure(state.text, explanation).y;
    if (!state.action.empty()) height += t.gap(4) + t.control;

    float y = at.y + std::max(0.0f, std::floor((room.y - height) * 0.45f));
    if (state.icon != Icon::none) {
        const ImVec2 center{left + width / 2, y + disc / 2};
        ImDrawList& list = *ImGui::GetWindowDrawList();
        list.AddCircleFilled(center, disc / 2, t.accent_soft);
        const float size = 24 * t.scale;
        draw_icon(list, ui.fonts, {center.x - size / 2, center.y - size / 2}, size, t.accent_text, state.icon);
        y += disc + t.gap(4);
    }
    const float top = y;
    y += centered_text(ui, {left, y}, width, state.title, heading);
    if (!state.text.empty()) y += t.gap(1) + centered_text(ui, {left, y + t.gap(1)}, width, state.text, explanation);
    ui.probe.add({.name = std::string(name),
                  .role = Role::text,
                  .label = std::string(state.title) + (state.text.empty() ? "" : ". ") + std::string(state.text),
                  .min = {left, top},
                  .max = {left + width, y}});
    if (state.action.empty()) {
        ImGui::SetCursorScreenPos({left, top});
        ImGui::Dummy({width, y - top});
        return false;
    }
    const float button = button_width(ui, state.action, options);
    ImGui::SetCursorScreenPos({std::floor(left + (width - button) / 2), y + t.gap(4)});
    return button_ui(ui, std::string(name) + "/action", state.action, options);
}

}  // namespace labelscape
