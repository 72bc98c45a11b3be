#include "ui/widgets/button.hpp"

#include <algorithm>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

struct ButtonColors {
    ImU32 fill, edge, ink;
};

ButtonColors colors_of(const UiContext& ui, const ButtonOptions& options, const Item& item) {
    const Tokens& t = ui.t;
    if (options.disabled) {
        const bool has_box = options.kind != ButtonKind::quiet;
        return {has_box ? fade(t.bg_raised, 0.5f) : 0, has_box ? t.border : 0, t.text_disabled};
    }
    switch (options.kind) {
        case ButtonKind::primary: {
            const ImU32 fill = item.held ? t.accent_pressed : item.hovered ? t.accent_hover : t.accent;
            return {fill, 0, t.text_on_accent};
        }
        case ButtonKind::normal: return {state_fill(ui, item, t.bg_raised), t.border_strong, t.text};
        case ButtonKind::quiet: return {state_fill(ui, item, 0), 0, t.text};
        case ButtonKind::danger: return {item.hovered ? t.danger_soft : t.bg_raised, t.border_strong, t.danger};
    }
    return {};
}

/// Places of the parts of a button from its left edge.
struct ButtonParts {
    float icon = 0, label = 0, shortcut = 0, chevron = 0, width = 0;
};

ButtonParts parts_of(const UiContext& ui, std::string_view label, const ButtonOptions& options) {
    const Tokens& t = ui.t;
    ButtonParts parts;
    float x = options.icon == Icon::none ? t.gap(3) : t.gap(2);
    if (options.icon != Icon::none) {
        parts.icon = x;
        x += t.icon + t.gap(1.5f);
    }
    parts.label = x;
    x += text_width(ui, label, body(ui));
    if (!options.shortcut.empty()) {
        x += t.gap(2);
        parts.shortcut = x;
        x += text_width(ui, options.shortcut, caption(ui));
    }
    if (options.opens) {
        x += t.gap(1);
        parts.chevron = x;
        x += t.icon;
    }
    parts.width = x + (options.opens ? t.gap(1.5f) : t.gap(3));
    return parts;
}

void draw_button(const UiContext& ui, const Item& item, std::string_view label, const ButtonOptions& options,
                 const ButtonParts& parts) {
    const Tokens& t = ui.t;
    const ButtonColors colors = colors_of(ui, options, item);
    const ImRect& box = item.box;
    if (colors.fill) item.list->AddRectFilled(box.Min, box.Max, colors.fill, t.radius);
    if (colors.edge) item.list->AddRect(box.Min, box.Max, colors.edge, t.radius, 0, t.hairline);
    const float height = box.GetHeight();
    // A button wider than its content has it in the middle.
    const float left = box.Min.x + std::max(0.0f, std::floor((box.GetWidth() - parts.width) / 2));
    const float icon_y = box.Min.y + (height - t.icon) / 2;
    const bool quiet_icon = options.kind == ButtonKind::normal || options.kind == ButtonKind::quiet;
    const ImU32 icon_ink = quiet_icon && !options.disabled ? t.text_secondary : colors.ink;
    draw_icon(*item.list, ui.fonts, {left + parts.icon, icon_y}, t.icon, icon_ink, options.icon);
    TextStyle style = body(ui);
    style.color = colors.ink;
    style.max_width = std::max(1.0f, box.GetWidth() - (parts.width - text_width(ui, label, style)));
    if (parts.width <= box.GetWidth() + 1) style.max_width = 0;
    draw_line(ui, *item.list, {left + parts.label, box.Min.y}, height, label, style);
    if (parts.shortcut > 0) {
        TextStyle hint = caption(ui);
        hint.color =
            fade(options.kind == ButtonKind::primary ? colors.ink : t.text_secondary, options.disabled ? 0.6f : 0.85f);
        draw_line(ui, *item.list, {left + parts.shortcut, box.Min.y}, height, options.shortcut, hint);
    }
    if (parts.chevron > 0) {
        draw_icon(*item.list, ui.fonts, {left + parts.chevron, icon_y}, t.icon, t.text_secondary, Icon::chevron_down);
    }
}

}  // namespace

float button_width(const UiContext& ui, std::string_view label, const ButtonOptions& options) {
    return resolve_width(options.width, parts_of(ui, label, options).width);
}

bool button_ui(const UiContext& ui, std::string_view name, std::string_view label, const ButtonOptions& options) {
    const ButtonParts parts = parts_of(ui, label, options);
    const float height = options.small ? ui.t.control_small : ui.t.control;
    const Item item = press_item(ui, name, {resolve_width(options.width, parts.width), height}, options.disabled);
    if (!item.list) return false;
    draw_button(ui, item, label, options, parts);
    draw_focus_ring(ui, item, ui.t.radius);
    if (!options.tooltip.empty()) tooltip_ui(ui, options.tooltip, options.shortcut);
    ui.probe.add({.name = std::string(name),
                  .role = Role::button,
                  .label = std::string(label),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .disabled = options.disabled,
                  .shortcut = std::string(options.shortcut),
                  .description = std::string(options.tooltip)});
    return item.pressed;
}

bool icon_button_ui(const UiContext& ui, std::string_view name, std::string_view label, Icon icon,
                    const IconButtonOptions& options) {
    const Tokens& t = ui.t;
    const float size = options.small ? t.control_small : t.control;
    const Item item = press_item(ui, name, {size, size}, options.disabled);
    if (!item.list) return false;
    const bool on = options.toggle && options.on;
    const ImU32 fill = on ? t.accent_soft : state_fill(ui, item, 0);
    if (fill) item.list->AddRectFilled(item.box.Min, item.box.Max, fill, t.radius_small);
    ImU32 ink = options.color ? options.color : item.hovered ? t.text : t.text_secondary;
    if (on) ink = t.accent_text;
    if (options.disabled) ink = t.text_disabled;
    const float inset = (size - t.icon) / 2;
    draw_icon(*item.list, ui.fonts, {item.box.Min.x + inset, item.box.Min.y + inset}, t.icon, ink, icon);
    draw_focus_ring(ui, item, t.radius_small);
    tooltip_ui(ui, options.tooltip.empty() ? label : options.tooltip, options.shortcut);
    ui.probe.add({.name = std::string(name),
                  .role = Role::button,
                  .label = std::string(label),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .disabled = options.disabled,
                  .pressed = options.toggle ? tri(options.on) : Tri::none,
                  .shortcut = std::string(options.shortcut),
                  .description = std::string(options.tooltip)});
    return item.pressed;
}

bool link_ui(const UiContext& ui, std::string_view name, std::string_view label, Icon icon) {
    const Tokens& t = ui.t;
    TextStyle style = body(ui);
    style.color = t.accent_text;
    const float before = icon == Icon::none ? 0 : t.icon + t.gap(1);
    const Item item =
        press_item(ui, name, {before + text_width(ui, label, style), TextDrawer::line_height(style.size)});
    if (!item.list) return false;
    const float height = item.box.GetHeight();
    draw_icon(*item.list, ui.fonts, {item.box.Min.x, item.box.Min.y + (height - t.icon) / 2}, t.icon, style.color,
              icon);
    draw_line(ui, *item.list, {item.box.Min.x + before, item.box.Min.y}, height, label, style);
    if (item.hovered) {
        const float y = item.box.Max.y - 2;
        item.list->AddLine({item.box.Min.x + before, y}, {item.box.Max.x, y}, style.color);
        ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    draw_focus_ring(ui, item, t.radius_small);
    ui.probe.add({.name = std::string(name),
                  .role = Role::link,
                  .label = std::string(label),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id});
    return item.pressed;
}

}  // namespace labelscape
