#include "ui/widgets/slider.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/slide.hpp"

namespace labelscape {

bool slider_released() { return ImGui::IsItemDeactivatedAfterEdit(); }

bool slider_ui(const UiContext& ui, std::string_view name, std::string_view label, float low, float high, float& value,
               const SliderOptions& options) {
    const Tokens& t = ui.t;
    char shown[48] = "";
    if (options.format[0]) std::snprintf(shown, sizeof(shown), options.format, static_cast<double>(value));
    const bool has_words = !options.low_text.empty() || !options.high_text.empty();
    const TextStyle quiet = caption(ui);
    const float before = has_words ? text_width(ui, options.low_text, quiet) + t.gap(2) : 0;
    const float value_width = has_words ? text_width(ui, options.high_text, quiet) : text_width(ui, shown, body(ui));
    const float after = value_width > 0 ? value_width + t.gap(2) : 0;
    const Item item = press_item(ui, name, {resolve_width(options.width == 0 ? -1 : options.width, 0), t.control_small},
                                 options.disabled, ImGuiButtonFlags_PressedOnClick);
    if (!item.list) return false;
    const float grip = 7 * t.scale;
    const float left = item.box.Min.x + before + grip, right = item.box.Max.x - after - grip;
    const bool changed = !options.disabled && slide(item, {left, right, low, high, options.step}, value);

    const float middle = std::floor(item.box.GetCenter().y) + 0.5f;
    const float x = std::round(left + (right - left) * std::clamp((value - low) / (high - low), 0.0f, 1.0f));
    const ImU32 fill = options.disabled ? t.text_disabled : t.accent_text;
    item.list->AddRectFilled({left - grip, middle - 2}, {right + grip, middle + 2}, t.border_strong, 2);
    item.list->AddRectFilled({left - grip, middle - 2}, {x, middle + 2}, fill, 2);
    item.list->AddCircleFilled({x, middle}, item.held ? grip + 1 : grip, t.theme == Theme::dark ? t.text : t.bg_raised);
    item.list->AddCircle({x, middle}, item.held ? grip + 1 : grip, fill, 0, 2);
    const float height = item.box.GetHeight();
    if (has_words) {
        draw_line(ui, *item.list, item.box.Min, height, options.low_text, quiet);
        draw_line(ui, *item.list, {item.box.Max.x - value_width, item.box.Min.y}, height, options.high_text, quiet);
    } else if (shown[0]) {
        draw_line(ui, *item.list, {item.box.Max.x - value_width, item.box.Min.y}, height, shown, body(ui));
    }
    draw_focus_ring(ui, item, t.radius_small);
    ui.probe.add({.name = std::string(name),
                  .role = Role::slider,
                  .label = std::string(label),
                  .value = shown,
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .disabled = options.disabled,
                  .now = value,
                  .low = low,
                  .high = high});
    return changed;
}

}  // namespace labelscape
