#include "ui/widgets/charts.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/slide.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

std::string mix_in_words(std::span<const MixPart> parts, std::uint32_t total) {
    std::string words;
    std::uint32_t rest = total;
    for (const MixPart& part : parts) {
        if (!words.empty()) words += ", ";
        words += std::string(part.name) + ' ' + count_text(part.count);
        rest -= std::min(rest, part.count);
    }
    if (rest > 0) words += (words.empty() ? "" : ", ") + std::string("unlabeled ") + count_text(rest);
    return words;
}

void mix_tooltip(const UiContext& ui, std::span<const MixPart> parts, std::uint32_t total) {
    if (!begin_tooltip_ui(ui)) return;
    std::uint32_t rest = total;
    const auto line = [&](std::string_view name, std::uint32_t count, std::uint32_t color, bool dot) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = at.y + TextDrawer::line_height(ui.t.text_body) / 2;
        if (dot) draw_label_dot(ui, *ImGui::GetWindowDrawList(), {at.x + 4, middle}, 4, color);
        ImGui::SetCursorScreenPos({at.x + ui.t.gap(4), at.y});
        text_ui(ui, name, body(ui));
        ImGui::SameLine(0, ui.t.gap(3));
        text_ui(ui, count_text(count) + "  " + percent_text(static_cast<double>(count) / std::max(1u, total)),
                secondary(ui));
    };
    for (const MixPart& part : parts) {
        line(part.name, part.count, part.color, true);
        rest -= std::min(rest, part.count);
    }
    if (rest > 0) line("Unlabeled", rest, 0, false);
    end_tooltip_ui();
}

void draw_bars(const UiContext& ui, ImDrawList& list, const ImRect& box, std::span<const std::uint32_t> bins,
               float share, bool keep_above) {
    std::uint32_t most = 1;
    for (const std::uint32_t count : bins) most = std::max(most, count);
    const float step = box.GetWidth() / static_cast<float>(bins.size());
    for (std::size_t i = 0; i < bins.size(); ++i) {
        if (bins[i] == 0) continue;
        const float height =
            std::max(2.0f, box.GetHeight() * std::sqrt(static_cast<float>(bins[i]) / static_cast<float>(most)));
        const float left = box.Min.x + step * static_cast<float>(i);
        const float middle = (static_cast<float>(i) + 0.5f) / static_cast<float>(bins.size());
        const bool counts = (middle >= share) == keep_above;
        const ImU32 color = counts ? ui.t.accent_text : fade(ui.t.text_secondary, 0.35f);
        list.AddRectFilled({std::floor(left), box.Max.y - height},
                           {std::max(std::floor(left) + 1, std::floor(left + step) - 1), box.Max.y}, color,
                           std::min(2.0f, step / 3), ImDrawFlags_RoundCornersTop);
    }
}

void draw_threshold(const UiContext& ui, ImDrawList& list, const ImRect& box, float x, bool active) {
    const ImU32 ink = active ? ui.t.accent_text : ui.t.text;
    list.AddRectFilled({x - 1, box.Min.y - 2}, {x + 1, box.Max.y}, ink);
    list.AddRectFilled({x - 5, box.Max.y - 1}, {x + 5, box.Max.y + 9}, ink, 3);
    list.AddTriangleFilled({x - 5, box.Max.y}, {x + 5, box.Max.y}, {x, box.Max.y - 6}, ink);
}

}  // namespace

void draw_mix_bar(const UiContext& ui, ImDrawList& list, ImVec2 min, ImVec2 max, std::span<const MixPart> parts,
                  std::uint32_t total) {
    const float width = max.x - min.x;
    const float radius = std::min(3.0f, (max.y - min.y) / 2);
    list.AddRectFilled(min, max, ui.t.theme == Theme::dark ? ui.t.border_strong : ui.t.border, radius);
    std::uint32_t before = 0;
    for (const MixPart& part : parts) {
        if (part.count == 0 || total == 0) continue;
        const auto at = [&](std::uint32_t count) {
            return std::round(min.x + width * static_cast<float>(count) / static_cast<float>(total));
        };
        const float left = at(before);
        before = std::min(total, before + part.count);
        const float right = std::max(left + 1, at(before));
        const bool first = left <= min.x, last = right >= max.x;
        const ImDrawFlags corners =
            (first ? ImDrawFlags_RoundCornersLeft : 0) | (last ? ImDrawFlags_RoundCornersRight : 0);
        // A gap of the background keeps neighbors of like color apart.
        list.AddRectFilled({left, min.y}, {last ? right : right - 1, max.y}, label_ink(part.color, ui.t.theme), radius,
                           corners ? corners : ImDrawFlags_RoundCornersNone);
    }
}

void mix_bar_ui(const UiContext& ui, std::string_view name, std::span<const MixPart> parts, std::uint32_t total,
                float width, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 max{at.x + resolve_width(width, 0), at.y + height};
    draw_mix_bar(ui, *ImGui::GetWindowDrawList(), at, max, parts, total);
    ImGui::Dummy({max.x - at.x, height});
    mix_tooltip(ui, parts, total);
    ui.probe.add({.name = std::string(name),
                  .role = Role::img,
                  .label = "Labels: " + mix_in_words(parts, total),
                  .min = at,
                  .max = max});
}

bool histogram_ui(const UiContext& ui, std::string_view name, std::string_view label,
                  std::span<const std::uint32_t> bins, float low, float high, float& threshold,
                  const HistogramOptions& options) {
    const Tokens& t = ui.t;
    constexpr float k_grip = 10;
    const float width = resolve_width(options.width == 0 ? -1 : options.width, 0);
    const Item item = press_item(ui, name, {width, options.height + k_grip}, false, ImGuiButtonFlags_PressedOnClick);
    if (!item.list) return false;
    const ImRect bars({item.box.Min.x + 6, item.box.Min.y}, {item.box.Max.x - 6, item.box.Max.y - k_grip});
    const bool changed = slide(item, {bars.Min.x, bars.Max.x, low, high, options.step}, threshold);
    const float share = (threshold - low) / (high - low);
    item.list->AddRectFilled({bars.Min.x, bars.Max.y}, {bars.Max.x, bars.Max.y + 1}, t.border_strong);
    draw_bars(ui, *item.list, bars, bins, share, options.keep_above);
    draw_threshold(ui, *item.list, bars, std::round(bars.Min.x + bars.GetWidth() * share), item.held || item.hovered);
    draw_focus_ring(ui, item, t.radius_small);
    char value[32];
    std::snprintf(value, sizeof(value), options.format, static_cast<double>(threshold));
    ui.probe.add({.name = std::string(name),
                  .role = Role::slider,
                  .label = std::string(label),
                  .value = value,
                  .min = item.box.Min,
                  .max = item.box.Max,
                  .id = item.id,
                  .now = threshold,
                  .low = low,
                  .high = high});
    return changed;
}

}  // namespace labelscape
