#include "ui/widgets/panel.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"

namespace labelscape {

namespace {

constexpr ImGuiWindowFlags k_panel_flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                           ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoCollapse |
                                           ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                           ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse;

}  // namespace

void begin_panel_ui(const UiContext& ui, std::string_view name, std::string_view title, ImVec2 min, ImVec2 max) {
    ImGui::SetNextWindowPos(min);
    ImGui::SetNextWindowSize({max.x - min.x, max.y - min.y});
    ImGui::Begin((std::string(title) + "###" + std::string(name)).c_str(), nullptr, k_panel_flags);
    ui.probe.add(
        {.name = std::string(name), .role = Role::region, .label = std::string(title), .min = min, .max = max});
}

void end_panel_ui() { ImGui::End(); }

void panel_keys_ui() {
    if (!ImGui::IsKeyPressed(ImGuiKey_F6, false)) return;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (ImGui::GetTopMostPopupModal()) return;
    std::vector<ImGuiWindow*> panels;
    for (ImGuiWindow* window : g.Windows) {
        const bool is_panel = (window->Flags & k_panel_flags) == k_panel_flags;
        if (is_panel && window->WasActive && !window->ParentWindow) panels.push_back(window);
    }
    if (panels.empty()) return;
    std::sort(panels.begin(), panels.end(), [](const ImGuiWindow* a, const ImGuiWindow* b) {
        return std::pair(a->Pos.x, a->Pos.y) < std::pair(b->Pos.x, b->Pos.y);
    });
    const ImGuiWindow* now = g.NavWindow ? g.NavWindow->RootWindow : nullptr;
    const auto found = std::find(panels.begin(), panels.end(), now);
    const auto count = static_cast<std::ptrdiff_t>(panels.size());
    const std::ptrdiff_t step = g.IO.KeyShift ? -1 : 1;
    const std::ptrdiff_t place = found == panels.end() ? (step > 0 ? -1 : count) : found - panels.begin();
    ImGuiWindow* next = panels[static_cast<std::size_t>((place + step + count) % count)];
    ImGui::FocusWindow(next);
    ImGui::NavInitWindow(next, true);
    ImGui::SetNavCursorVisible(true);
}

void panel_header_ui(const UiContext& ui, std::string_view name, std::string_view title, std::int64_t count,
                     Icon icon) {
    const Tokens& t = ui.t;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = t.control;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    float x = at.x;
    if (icon != Icon::none) {
        draw_icon(list, ui.fonts, {x, at.y + (height - t.icon) / 2}, t.icon, t.text_secondary, icon);
        x += t.icon + t.gap(2);
    }
    x += draw_line(ui, list, {x, at.y}, height, title, strong(ui));
    std::string spoken(title);
    if (count >= 0) {
        const std::string number = count_text(count);
        x += t.gap(2);
        x += draw_line(ui, list, {x, at.y}, height, number, secondary(ui));
        spoken += ", " + number;
    }
    ImGui::Dummy({x - at.x, height});
    ui.probe.add({.name = std::string(name),
                  .role = Role::heading,
                  .label = spoken,
                  .min = at,
                  .max = {x, at.y + height}});
}

void place_right(float width, float from_right) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    ImGui::SameLine();
    ImGui::SetCursorScreenPos({std::floor(window->WorkRect.Max.x - from_right - width), ImGui::GetCursorScreenPos().y});
}

void begin_scroll_ui(const UiContext& ui, std::string_view name, float height, bool padded) {
    const ImVec2 padding = padded ? ImVec2(ui.t.gap(3), ui.t.gap(2)) : ImVec2(0, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
    ImGui::BeginChild(std::string(name).c_str(), {0, height}, padded ? ImGuiChildFlags_AlwaysUseWindowPadding : 0);
    ImGui::PopStyleVar();
}

void end_scroll_ui() { ImGui::EndChild(); }

void separator_ui(const UiContext& ui) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const float y = std::floor(ImGui::GetCursorScreenPos().y);
    const ImRect& edges = window->InnerRect;
    window->DrawList->AddRectFilled({edges.Min.x, y}, {edges.Max.x, y + ui.t.hairline}, ui.t.border);
    ImGui::Dummy({0, ui.t.hairline});
}

void section_ui(const UiContext& ui, std::string_view text) {
    ImGui::Dummy({0, ui.t.gap(1)});
    TextStyle style = caption(ui);
    style.weight = Weight::semibold;
    text_ui(ui, text, style);
}

bool splitter_ui(const UiContext& ui, std::string_view name, std::string_view label, bool vertical, ImVec2 at,
                 float length, float& position, float low, float high) {
    constexpr float k_grip = 4;
    ImRect box(at, at);
    vertical ? box.Expand({k_grip, 0}) : box.Expand({0, k_grip});
    vertical ? box.Max.y += length : box.Max.x += length;
    const Item item = press_item_at(ui, name, box, false, ImGuiButtonFlags_FlattenChildren);
    if (!item.list) return false;
    const float before = position;
    const ImGuiIO& io = ImGui::GetIO();
    if (item.held) position = std::clamp(vertical ? io.MousePos.x : io.MousePos.y, low, high);
    if (ImGui::GetFocusID() == item.id && ImGui::GetCurrentContext()->NavCursorVisible) {
        const float step = io.KeyShift ? 64.0f : 16.0f;
        if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) position = std::min(high, position + step);
        if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) position = std::max(low, position - step);
    }
    const bool lit = item.hovered || item.held;
    if (lit) ImGui::SetMouseCursor(vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    const float half = lit ? 1.0f : 0.5f;
    const ImVec2 center = box.GetCenter();
    const ImU32 ink = lit ? ui.t.accent_text : ui.t.border;
    vertical ? item.list->AddRectFilled({std::floor(center.x - half), box.Min.y},
                                        {std::ceil(center.x + half), box.Max.y}, ink)
             : item.list->AddRectFilled({box.Min.x, std::floor(center.y - half)},
                                        {box.Max.x, std::ceil(center.y + half)}, ink);
    draw_focus_ring(ui, item, 0);
    ui.probe.add({.name = std::string(name),
                  .role = Role::slider,
                  .label = std::string(label),
                  .min = box.Min,
                  .max = box.Max,
                  .id = item.id,
                  .now = position,
                  .low = low,
                  .high = high});
    return position != before;
}

void begin_card_ui(const UiContext& ui, std::string_view name, float width) {
    const Tokens& t = ui.t;
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, t.radius_large);
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, t.hairline);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(t.gap(4), t.gap(3.5f)));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, t.bg_raised);
    ImGui::PushStyleColor(ImGuiCol_Border, t.border);
    ImGui::BeginChild(std::string(name).c_str(), {width, 0}, ImGuiChildFlags_Borders | ImGuiChildFlags_AutoResizeY);
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar(3);
}

void end_card_ui(const UiContext&) { ImGui::EndChild(); }

float draw_key_cap(const UiContext& ui, ImDrawList* list, ImVec2 at, std::string_view key, float alpha) {
    const Tokens& t = ui.t;
    TextStyle style = caption(ui);
    const float height = 18 * t.scale;
    const float text = text_width(ui, key, style);
    const float width = std::max(height, std::ceil(text + t.gap(2.5f)));
    if (!list) return width;
    const ImVec2 min{std::floor(at.x), std::floor(at.y)};
    list->AddRectFilled(min, {min.x + width, min.y + height}, fade(t.bg_hover, alpha), t.radius_small);
    list->AddRect(min, {min.x + width, min.y + height}, fade(t.border_strong, alpha), t.radius_small, 0, t.hairline);
    style.color = fade(style.color, alpha);
    draw_line(ui, *list, {min.x + std::floor((width - text) / 2), min.y}, height, key, style);
    return width;
}

}  // namespace labelscape
