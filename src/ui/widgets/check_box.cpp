#include "ui/widgets/check_box.hpp"

#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

constexpr float k_mark = 16;

/// A mark with its label as one item.
Item labeled_item(const UiContext& ui, std::string_view name, std::string_view label, bool disabled) {
    const float width = k_mark * ui.t.scale + ui.t.gap(2) + text_width(ui, label, body(ui));
    return press_item(ui, name, {label.empty() ? k_mark * ui.t.scale : width, ui.t.control_small}, disabled);
}

void draw_label(const UiContext& ui, const Item& item, std::string_view label, bool disabled) {
    TextStyle style = body(ui);
    if (disabled) style.color = ui.t.text_disabled;
    const float x = item.box.Min.x + k_mark * ui.t.scale + ui.t.gap(2);
    draw_line(ui, *item.list, {x, item.box.Min.y}, item.box.GetHeight(), label, style);
}

}  // namespace

bool check_box_ui(const UiContext& ui, std::string_view name, std::string_view label, bool& checked,
                  std::string_view tooltip, bool disabled) {
    const Tokens& t = ui.t;
    const Item item = labeled_item(ui, name, label, disabled);
    if (item.pressed) checked = !checked;
    if (!item.list) return item.pressed;
    const float side = k_mark * t.scale;
    const ImVec2 min{item.box.Min.x, std::floor(item.box.GetCenter().y - side / 2)};
    const ImVec2 max{min.x + side, min.y + side};
    const ImU32 fill = disabled ? t.text_disabled : item.hovered ? t.accent_hover : t.accent;
    if (checked) {
        item.list->AddRectFilled(min, max, fill, t.radius_small);
        draw_icon(*item.list, ui.fonts, {min.x + 1, min.y + 1}, side - 2, t.text_on_accent, Icon::check);
    } else {
        item.list->AddRectFilled(min, max, state_fill(ui, item, t.bg_input), t.radius_small);
        item.list->AddRect(min, max, disabled ? t.border : blend(t.border_strong, t.text_secondary, 0.5f),
                           t.radius_small, 0, 1.2f);
    }
    draw_label(ui, item, label, disabled);
    draw_focus_ring(ui, item, t.radius_small);
    if (!tooltip.empty()) tooltip_ui(ui, tooltip);
    ui.probe.add({.name = std::string(name),
                  .role = Role::checkbox,
                  .label = std::string(label),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .disabled = disabled,
                  .checked = tri(checked),
                  .description = std::string(tooltip)});
    return item.pressed;
}

bool radio_ui(const UiContext& ui, std::string_view name, std::string_view label, bool checked,
              std::string_view tooltip) {
    const Tokens& t = ui.t;
    const Item item = labeled_item(ui, name, label, false);
    if (!item.list) return item.pressed;
    const float radius = k_mark * t.scale / 2;
    const ImVec2 center{item.box.Min.x + radius, std::floor(item.box.GetCenter().y)};
    if (checked) {
        item.list->AddCircleFilled(center, radius, item.hovered ? t.accent_hover : t.accent);
        item.list->AddCircleFilled(center, radius * 0.4f, t.text_on_accent);
    } else {
        item.list->AddCircleFilled(center, radius - 0.5f, state_fill(ui, item, t.bg_input));
        item.list->AddCircle(center, radius - 0.5f, blend(t.border_strong, t.text_secondary, 0.5f), 0, 1.2f);
    }
    draw_label(ui, item, label, false);
    draw_focus_ring(ui, item, t.radius_small);
    if (!tooltip.empty()) tooltip_ui(ui, tooltip);
    ui.probe.add({.name = std::string(name),
                  .role = Role::radio,
                  .label = std::string(label),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .checked = tri(checked),
                  .description = std::string(tooltip)});
    return item.pressed;
}

}  // namespace labelscape
