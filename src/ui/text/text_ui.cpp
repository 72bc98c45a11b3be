#include "ui/text/text_ui.hpp"

#include <imgui_internal.h>

#include <cmath>

#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

TextStyle styled(float size, Weight weight, ImU32 color) {
    TextStyle style;
    style.size = size;
    style.weight = weight;
    style.color = color;
    return style;
}

}  // namespace

TextStyle body(const UiContext& ui) { return styled(ui.t.text_body, Weight::regular, ui.t.text); }
TextStyle secondary(const UiContext& ui) { return styled(ui.t.text_body, Weight::regular, ui.t.text_secondary); }
TextStyle caption(const UiContext& ui) { return styled(ui.t.text_small, Weight::regular, ui.t.text_secondary); }
TextStyle strong(const UiContext& ui) { return styled(ui.t.text_body, Weight::semibold, ui.t.text); }
TextStyle title(const UiContext& ui) { return styled(ui.t.text_large, Weight::semibold, ui.t.text); }

void text_ui(const UiContext& ui, std::string_view text, const TextStyle& style) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return;
    const ImVec2 size = ui.text.measure(text, style);
    ImVec2 at = window->DC.CursorPos;
    // On a line with buttons, text stands on their baseline.
    at.y += std::floor(std::fmax(0.0f, window->DC.CurrLineTextBaseOffset - (size.y - style.size) / 2));
    ImGui::ItemSize({size.x, at.y - window->DC.CursorPos.y + size.y}, 0);
    if (!ImGui::ItemAdd(ImRect(at, {at.x + size.x, at.y + size.y}), 0)) return;
    ui.text.draw(*window->DrawList, at, text, style);
}

void text_wrapped_ui(const UiContext& ui, std::string_view text, TextStyle style) {
    style.wrap_width = std::fmax(1.0f, ImGui::GetContentRegionAvail().x);
    text_ui(ui, text, style);
}

void text_cut_ui(const UiContext& ui, std::string_view text, TextStyle style) {
    style.max_width = std::fmax(1.0f, ImGui::GetContentRegionAvail().x);
    text_ui(ui, text, style);
    if (ui.text.is_cut(text, style)) tooltip_ui(ui, text);
}

void heading_ui(const UiContext& ui, std::string_view name, std::string_view text) {
    text_ui(ui, text, title(ui));
    ui.probe.add({.name = std::string(name),
                  .role = Role::heading,
                  .label = std::string(text),
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
}

}  // namespace labelscape
