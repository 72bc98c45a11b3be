#include "ui/widgets/segmented.hpp"

#include <algorithm>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

float content_width(const UiContext& ui, const Segment& segment, const TextStyle& style) {
    const float icon = segment.icon == Icon::none ? 0 : ui.t.icon;
    if (segment.icon_only) return icon;
    return text_width(ui, segment.label, style) + (icon > 0 ? icon + ui.t.gap(1.5f) : 0);
}

void draw_content(const UiContext& ui, const Item& item, const Segment& segment, const TextStyle& style) {
    float x = item.box.Min.x + std::floor((item.box.GetWidth() - content_width(ui, segment, style)) / 2);
    const float height = item.box.GetHeight();
    if (segment.icon != Icon::none) {
        draw_icon(*item.list, ui.fonts, {x, item.box.Min.y + (height - ui.t.icon) / 2}, ui.t.icon, style.color,
                  segment.icon);
        x += ui.t.icon + ui.t.gap(1.5f);
    }
    if (!segment.icon_only) draw_line(ui, *item.list, {x, item.box.Min.y}, height, segment.label, style);
}

void add_to_probe(const UiContext& ui, const Item& item, const std::string& name, const Segment& segment, Role role,
                  bool on, std::string_view group) {
    ui.probe.add({.name = name,
                  .role = role,
                  .label = std::string(segment.label),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .checked = role == Role::radio ? tri(on) : Tri::none,
                  .selected = role == Role::tab ? tri(on) : Tri::none,
                  .description = std::string(segment.tooltip.empty() ? group : segment.tooltip)});
}

}  // namespace

bool segmented_ui(const UiContext& ui, std::string_view name, std::string_view label, std::span<const Segment> segments,
                  int& selected, float width) {
    const Tokens& t = ui.t;
    const int before = selected;
    const float padding = t.gap(2.5f);
    float equal = 0;
    if (width != 0) equal = std::floor(resolve_width(width, 0) / static_cast<float>(segments.size()));
    ImGui::BeginGroup();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, 0);
        const Segment& segment = segments[i];
        const std::string item_name = std::string(name) + '/' + std::string(segment.id);
        const float part = equal > 0 ? equal : content_width(ui, segment, body(ui)) + 2 * padding;
        const Item item = press_item(ui, item_name, {part, t.control});
        const bool on = selected == static_cast<int>(i);
        if (item.pressed) selected = static_cast<int>(i);
        if (!item.list) continue;
        const bool first = i == 0, last = i + 1 == segments.size();
        const ImDrawFlags corners =
            (first ? ImDrawFlags_RoundCornersLeft : 0) | (last ? ImDrawFlags_RoundCornersRight : 0);
        const ImDrawFlags flags = corners ? corners : ImDrawFlags_RoundCornersNone;
        item.list->AddRectFilled(item.box.Min, item.box.Max, on ? t.bg_raised : t.bg_input, t.radius, flags);
        if (on) item.list->AddRectFilled(item.box.Min, item.box.Max, t.accent_soft, t.radius, flags);
        if (!on && item.hovered) item.list->AddRectFilled(item.box.Min, item.box.Max, t.bg_hover, t.radius, flags);
        ImVec2 edge_max = item.box.Max;
        if (!last) edge_max.x += t.hairline;
        item.list->AddRect(item.box.Min, edge_max, t.border_strong, t.radius, flags, t.hairline);
        TextStyle style = body(ui);
        style.color = on ? t.accent_text : item.hovered ? t.text : t.text_secondary;
        draw_content(ui, item, segment, style);
        draw_focus_ring(ui, item, t.radius);
        if (!segment.tooltip.empty() || segment.icon_only) {
            tooltip_ui(ui, segment.tooltip.empty() ? segment.label : segment.tooltip);
        }
        add_to_probe(ui, item, item_name, segment, Role::radio, selected == static_cast<int>(i), label);
    }
    ImGui::EndGroup();
    return selected != before;
}

bool tabs_ui(const UiContext& ui, std::string_view name, std::string_view label, std::span<const Segment> segments,
             int& selected) {
    const Tokens& t = ui.t;
    const int before = selected;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        if (i > 0) ImGui::SameLine(0, t.gap(4));
        const Segment& segment = segments[i];
        const std::string item_name = std::string(name) + '/' + std::string(segment.id);
        const Item item = press_item(ui, item_name, {content_width(ui, segment, strong(ui)), t.header - t.gap(1)});
        const bool on = selected == static_cast<int>(i);
        if (item.pressed) selected = static_cast<int>(i);
        if (!item.list) continue;
        TextStyle style = on ? strong(ui) : secondary(ui);
        if (!on && item.hovered) style.color = t.text;
        // Room for semibold, which is wider: nothing moves when the choice changes.
        draw_content(ui, item, segment, style);
        if (on) {
            item.list->AddRectFilled({item.box.Min.x - t.gap(1), item.box.Max.y - 2},
                                     {item.box.Max.x + t.gap(1), item.box.Max.y}, t.accent_text, 1);
        }
        draw_focus_ring(ui, item, t.radius_small);
        if (!segment.tooltip.empty()) tooltip_ui(ui, segment.tooltip);
        add_to_probe(ui, item, item_name, segment, Role::tab, selected == static_cast<int>(i), label);
    }
    return selected != before;
}

}  // namespace labelscape
