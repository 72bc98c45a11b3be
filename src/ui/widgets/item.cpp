#include "ui/widgets/item.hpp"

#include <algorithm>
#include <cmath>

#include "ui/text/text_ui.hpp"

namespace labelscape {

namespace {

/// Height of Inter's capitals.
constexpr float k_capital_per_em = 0.727f;

}  // namespace

ImGuiID item_id(std::string_view name) { return ImHashStr(name.data(), name.size()); }

Item press_item_at(const UiContext& ui, std::string_view name, const ImRect& box, bool disabled,
                   ImGuiButtonFlags flags) {
    (void)ui;
    Item item;
    item.box = box;
    item.id = item_id(name);
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    if (window->SkipItems) return item;
    if (disabled) ImGui::BeginDisabled();
    // Dear ImGui dims disabled items through the style's alpha; ours have a color for it.
    if (ImGui::ItemAdd(box, item.id)) {
        item.list = window->DrawList;
        item.pressed = ImGui::ButtonBehavior(box, item.id, &item.hovered, &item.held, flags);
    }
    if (disabled) ImGui::EndDisabled();
    return item;
}

Item press_item(const UiContext& ui, std::string_view name, ImVec2 size, bool disabled, ImGuiButtonFlags flags) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    // Items of different height on a line have their middle in common.
    const float baseline = std::max(0.0f, (std::round(size.y) - ui.t.text_body) / 2);
    const float down = std::max(0.0f, window->DC.CurrLineTextBaseOffset - baseline);
    const ImVec2 at{std::floor(window->DC.CursorPos.x), std::floor(window->DC.CursorPos.y + down)};
    const ImRect box(at, {at.x + std::round(size.x), at.y + std::round(size.y)});
    ImGui::ItemSize({box.GetWidth(), box.GetHeight()}, baseline);
    return press_item_at(ui, name, box, disabled, flags);
}

void draw_focus_ring(const UiContext& ui, const Item& item, float radius) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    if (!item.list || g.NavId != item.id || !g.NavCursorVisible) return;
    const float out = 2;
    item.list->AddRect({item.box.Min.x - out, item.box.Min.y - out}, {item.box.Max.x + out, item.box.Max.y + out},
                       ui.t.focus, radius + out, 0, 2);
}

ImU32 state_fill(const UiContext& ui, const Item& item, ImU32 base) {
    const float strength = item.held ? 0.14f : item.hovered ? 0.07f : 0.0f;
    const ImU32 ink = ui.t.text | IM_COL32_A_MASK;
    if (base == 0) return item.held ? ui.t.bg_pressed : item.hovered ? ui.t.bg_hover : 0;
    return blend(base, ink, strength);
}

float draw_line(const UiContext& ui, ImDrawList& list, ImVec2 at, float height, std::string_view text,
                const TextStyle& style) {
    TextStyle placed = style;
    placed.align_rtl = false;
    // Capitals stand in the middle; so small and large text on one line have almost the same baseline.
    const float half_capital = k_capital_per_em * style.size / k_line_per_em / 2;
    const float baseline = std::floor(at.y + height / 2 + half_capital);
    const float ascent = std::round(ui.fonts.of(style.weight)->GetFontBaked(style.size)->Ascent);
    const float inset = std::floor((TextDrawer::line_height(style.size) - style.size) / 2);
    return ui.text.draw(list, {at.x, baseline - ascent - inset}, text, placed).x;
}

float text_width(const UiContext& ui, std::string_view text, const TextStyle& style) {
    return ui.text.measure(text, style).x;
}

void draw_floating(const UiContext& ui, float radius, ImU32 fill) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    ImDrawList& list = *window->DrawList;
    const ImVec2 min = window->Pos, max{min.x + window->Size.x, min.y + window->Size.y};
    constexpr int k_steps = 8;
    list.PushClipRectFullScreen();
    for (int i = k_steps; i > 0; --i) {
        const float out = static_cast<float>(i) * 2 - 1;
        list.AddRectFilled({min.x - out, min.y - out + 4}, {max.x + out, max.y + out + 4}, fade(ui.t.shadow, 0.14f),
                           radius + out);
    }
    list.AddRectFilled(min, max, fill, radius);
    list.AddRect(min, max, ui.t.theme == Theme::dark ? ui.t.border_strong : ui.t.border, radius, 0, ui.t.hairline);
    list.PopClipRect();
}

float resolve_width(float width, float fit) {
    if (width == 0) return std::ceil(fit);
    if (width > 0) return width;
    return std::max(1.0f, std::floor(ImGui::GetContentRegionAvail().x));
}

}  // namespace labelscape
