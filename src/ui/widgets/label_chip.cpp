#include "ui/widgets/label_chip.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "render/palette.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

constexpr float k_default_name_width = 220;

TextStyle name_style(const UiContext& ui, const LabelChip& chip) {
    TextStyle style = body(ui);
    style.max_width = chip.max_width > 0 ? chip.max_width : k_default_name_width * ui.t.scale;
    return style;
}

struct ChipParts {
    float name = 0, note = 0, key = 0, remove = 0, width = 0;
};

ChipParts parts_of(const UiContext& ui, const LabelChip& chip) {
    const Tokens& t = ui.t;
    ChipParts parts;
    float x = t.gap(2) + 8 * t.scale + t.gap(1.5f);
    parts.name = x;
    x += text_width(ui, chip.text, name_style(ui, chip));
    if (!chip.note.empty()) {
        x += t.gap(1.5f);
        parts.note = x;
        x += text_width(ui, chip.note, caption(ui));
    }
    if (!chip.key.empty()) {
        x += t.gap(1.5f);
        parts.key = x;
        x += draw_key_cap(ui, nullptr, {}, chip.key);
    }
    if (chip.removable) {
        x += t.gap(1);
        parts.remove = x;
        x += t.icon;
    }
    parts.width = std::ceil(x + (chip.removable || !chip.key.empty() ? t.gap(1) : t.gap(2)));
    return parts;
}

/// A rounded outline in short strokes.
void add_dashed_rect(ImDrawList& list, ImVec2 min, ImVec2 max, float radius, ImU32 color) {
    list.PathRect({min.x + 0.5f, min.y + 0.5f}, {max.x - 0.5f, max.y - 0.5f}, radius);
    const ImVector<ImVec2> corners = list._Path;
    list.PathClear();
    constexpr float k_on = 4, k_period = 7;
    float walked = 0;
    for (int i = 0; i < corners.Size; ++i) {
        const ImVec2 a = corners[i], b = corners[(i + 1) % corners.Size];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        for (float at = 0; at < length;) {
            const float phase = std::fmod(walked + at, k_period);
            const bool on = phase < k_on;
            const float end = std::min(length, at + (on ? k_on : k_period) - phase + 0.001f);
            const auto point = [&](float s) {
                return ImVec2(a.x + (b.x - a.x) * s / length, a.y + (b.y - a.y) * s / length);
            };
            if (on) list.AddLine(point(at), point(end), color, 1.2f);
            at = end;
        }
        walked += length;
    }
}

void draw_box(const UiContext& ui, ImDrawList& list, const ImRect& box, const LabelChip& chip, const Item* item) {
    const Tokens& t = ui.t;
    const ImU32 ink = label_ink(chip.color, t.theme);
    const float radius = box.GetHeight() / 2;
    if (chip.look == ChipLook::solid)
        list.AddRectFilled(box.Min, box.Max, fade(ink, t.theme == Theme::dark ? 0.26f : 0.2f), radius);
    if (chip.look == ChipLook::outlined) list.AddRect(box.Min, box.Max, t.border_strong, radius, 0, t.hairline);
    if (item && (item->hovered || item->held)) {
        list.AddRectFilled(box.Min, box.Max, item->held ? t.bg_pressed : t.bg_hover, radius);
    }
    if (chip.look == ChipLook::dashed) add_dashed_rect(list, box.Min, box.Max, radius, fade(ink, 0.9f));
}

void draw_parts(const UiContext& ui, ImDrawList& list, const ImRect& box, const LabelChip& chip,
                const ChipParts& parts) {
    const Tokens& t = ui.t;
    const float height = box.GetHeight(), x = box.Min.x, y = box.Min.y;
    const ImVec2 dot{x + t.gap(2) + 4 * t.scale, y + height / 2};
    if (chip.look == ChipLook::dashed) {
        list.AddCircle(dot, 3.5f * t.scale, label_ink(chip.color, t.theme), 0, 1.5f);
    } else {
        draw_label_dot(ui, list, dot, 4 * t.scale, chip.color);
    }
    TextStyle style = name_style(ui, chip);
    if (chip.look == ChipLook::dashed) style.color = t.text_secondary;
    draw_line(ui, list, {x + parts.name, y}, height, chip.text, style);
    if (parts.note > 0) draw_line(ui, list, {x + parts.note, y}, height, chip.note, caption(ui));
    if (parts.key > 0) draw_key_cap(ui, &list, {x + parts.key, y + std::floor((height - 18 * t.scale) / 2)}, chip.key);
}

std::string spoken(const LabelChip& chip) {
    std::string text(chip.text);
    if (chip.look == ChipLook::dashed) text += ", suggested";
    return text;
}

/// The x at the end of a chip, a button of its own. True when pressed.
bool remove_part_ui(const UiContext& ui, std::string_view name, std::string_view text, const ImRect& chip, float x) {
    const Tokens& t = ui.t;
    const ImRect box({chip.Min.x + x, chip.Min.y}, {chip.Max.x, chip.Max.y});
    const Item item = press_item_at(ui, std::string(name) + "/remove", box);
    if (!item.list) return false;
    const ImVec2 at{box.Min.x, chip.Min.y + (chip.GetHeight() - t.icon) / 2};
    const float size = t.icon - 2;
    draw_icon(*item.list, ui.fonts, {at.x + 1, at.y + 1}, size, item.hovered ? t.text : t.text_secondary, Icon::x);
    draw_focus_ring(ui, item, t.radius_small);
    ui.probe.add({.name = std::string(name) + "/remove",
                  .role = Role::button,
                  .label = "Remove " + std::string(text),
                  .min = box.Min,
                  .max = box.Max,
                  .id = item.id});
    return item.pressed;
}

}  // namespace

void draw_label_dot(const UiContext& ui, ImDrawList& list, ImVec2 center, float radius, std::uint32_t color) {
    list.AddCircleFilled(center, radius, label_ink(color, ui.t.theme));
}

float label_chip_width(const UiContext& ui, const LabelChip& chip) { return parts_of(ui, chip).width; }

float draw_label_chip(const UiContext& ui, ImDrawList& list, ImVec2 at, const LabelChip& chip) {
    const ChipParts parts = parts_of(ui, chip);
    const float height = ui.t.control_small - 2;
    const ImVec2 min{std::floor(at.x), std::floor(at.y)};
    const ImRect box(min, {min.x + parts.width, min.y + height});
    draw_box(ui, list, box, chip, nullptr);
    draw_parts(ui, list, box, chip, parts);
    return parts.width;
}

ChipResult label_chip_ui(const UiContext& ui, std::string_view name, const LabelChip& chip) {
    const ChipParts parts = parts_of(ui, chip);
    const ImGuiButtonFlags flags = chip.removable ? ImGuiButtonFlags_AllowOverlap : 0;
    const Item item = press_item(ui, name, {parts.width, ui.t.control_small}, false, flags);
    ChipResult result;
    if (!item.list) return result;
    draw_box(ui, *item.list, item.box, chip, chip.interactive ? &item : nullptr);
    draw_parts(ui, *item.list, item.box, chip, parts);
    if (chip.interactive) draw_focus_ring(ui, item, item.box.GetHeight() / 2);
    if (!chip.tooltip.empty()) tooltip_ui(ui, chip.tooltip, chip.key);
    ui.probe.add({.name = std::string(name),
                  .role = chip.interactive ? Role::button : Role::text,
                  .label = spoken(chip),
                  .value = std::string(chip.note),
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = chip.interactive ? item.id : 0,
                  .shortcut = std::string(chip.key),
                  .description = std::string(chip.tooltip)});
    result.pressed = chip.interactive && item.pressed;
    if (parts.remove > 0) result.removed = remove_part_ui(ui, name, chip.text, item.box, parts.remove);
    return result;
}

ChipResult filter_chip_ui(const UiContext& ui, std::string_view name, std::string_view text,
                          const FilterChipOptions& options) {
    const Tokens& t = ui.t;
    TextStyle style = body(ui);
    style.color = t.accent_text;
    style.max_width = k_default_name_width * t.scale;
    const float icon = options.icon == Icon::none ? 0 : t.icon + t.gap(1);
    const float not_width = options.negated ? text_width(ui, "not", strong(ui)) + t.gap(1) : 0;
    const float text_x = t.gap(2) + icon + not_width;
    const float remove = text_x + text_width(ui, text, style) + t.gap(1);
    const Item item = press_item(ui, name, {remove + t.icon + t.gap(1), t.control_small}, false,
                                 ImGuiButtonFlags_AllowOverlap);
    ChipResult result;
    if (!item.list) return result;
    const ImRect& box = item.box;
    const float height = box.GetHeight();
    item.list->AddRectFilled(box.Min, box.Max, t.accent_soft, t.radius_small);
    if (item.hovered) item.list->AddRectFilled(box.Min, box.Max, t.bg_hover, t.radius_small);
    draw_icon(*item.list, ui.fonts, {box.Min.x + t.gap(2), box.Min.y + (height - t.icon) / 2}, t.icon, t.accent_text,
              options.icon);
    if (options.negated) {
        TextStyle not_style = strong(ui);
        not_style.color = t.danger;
        draw_line(ui, *item.list, {box.Min.x + t.gap(2) + icon, box.Min.y}, height, "not", not_style);
    }
    draw_line(ui, *item.list, {box.Min.x + text_x, box.Min.y}, height, text, style);
    draw_focus_ring(ui, item, t.radius_small);
    if (!options.tooltip.empty()) tooltip_ui(ui, options.tooltip);
    ui.probe.add({.name = std::string(name),
                  .role = Role::button,
                  .label = (options.negated ? "not " : "") + std::string(text),
                  .min = box.Min,
                  .max = box.Max,
                  .id = item.id,
                  .pressed = tri(options.negated),
                  .description = std::string(options.tooltip)});
    result.pressed = item.pressed;
    result.removed = remove_part_ui(ui, name, text, box, remove);
    return result;
}

void next_chip(const UiContext& ui, float width) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const float right = ImGui::GetItemRectMax().x;
    if (right + ui.t.gap(1.5f) + width <= window->WorkRect.Max.x) ImGui::SameLine(0, ui.t.gap(1.5f));
}

}  // namespace labelscape
