#include "ui/widgets/progress.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {

namespace {

/// Between two pictures of something that turns while work goes on: smooth enough, and it leaves the processor to the
/// work.
constexpr double k_turn_s = 0.1;

/// A stripe that wanders while nobody knows how long it takes.
void draw_unknown(const UiContext& ui, ImDrawList& list, ImVec2 min, ImVec2 max) {
    const float width = max.x - min.x;
    const float phase = static_cast<float>(std::fmod(ui.now_s / 1.6, 1.0));
    const float left = min.x + (phase * 1.4f - 0.4f) * width;
    list.PushClipRect(min, max, true);
    list.AddRectFilled({left, min.y}, {left + width * 0.4f, max.y}, ui.t.accent_text, (max.y - min.y) / 2);
    list.PopClipRect();
    ui.wish.wake_in(k_turn_s);
}

}  // namespace

void progress_bar_ui(const UiContext& ui, std::string_view name, std::string_view label, float fraction, float width,
                     float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 max{at.x + resolve_width(width == 0 ? -1 : width, 0), at.y + height};
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float radius = height / 2;
    list.AddRectFilled(at, max, ui.t.theme == Theme::dark ? ui.t.border_strong : ui.t.border, radius);
    const float part = std::clamp(fraction, 0.0f, 1.0f);
    if (fraction < 0) {
        draw_unknown(ui, list, at, max);
    } else if (part > 0) {
        list.AddRectFilled(at, {std::max(at.x + height, at.x + (max.x - at.x) * part), max.y}, ui.t.accent_text,
                           radius);
    }
    ImGui::Dummy({max.x - at.x, height});
    ProbeItem item{
        .name = std::string(name), .role = Role::progressbar, .label = std::string(label), .min = at, .max = max};
    if (fraction >= 0) {
        item.now = std::floor(part * 100);
        item.low = 0;
        item.high = 100;
    }
    ui.probe.add(std::move(item));
}

bool progress_row_ui(const UiContext& ui, std::string_view name, const ProgressRow& row) {
    const Tokens& t = ui.t;
    const std::string base(name);
    ImGui::BeginGroup();
    TextStyle style = body(ui);
    style.max_width = std::max(1.0f, ImGui::GetContentRegionAvail().x - t.control_small - t.gap(2));
    const float top = ImGui::GetCursorScreenPos().y;
    ImGui::AlignTextToFramePadding();
    text_ui(ui, row.title, style);
    const std::string_view stage = row.cancelling ? std::string_view("Stopping…") : row.stage;
    if (!stage.empty()) {
        ImGui::SameLine();
        TextStyle quiet = secondary(ui);
        quiet.max_width = std::max(1.0f, ImGui::GetContentRegionAvail().x - t.control_small - t.gap(2));
        text_ui(ui, stage, quiet);
    }
    bool cancel = false;
    if (row.cancellable) {
        place_right(t.control_small);
        ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, top});
        cancel = icon_button_ui(ui, base + "/cancel", "Cancel " + std::string(row.title), Icon::x,
                                {.tooltip = "Cancel", .disabled = row.cancelling});
    }
    const float fraction =
        row.total > 0 ? static_cast<float>(static_cast<double>(row.done) / static_cast<double>(row.total)) : -1;
    progress_bar_ui(ui, base, row.title, fraction);

    std::string left;
    if (row.total > 0 && !row.unit.empty()) {
        left = count_text(row.done) + " of " + count_text(row.total) + ' ' + std::string(row.unit);
    }
    std::string right = time_left_text(row.done, row.total, row.elapsed_s);
    const std::string rate = rate_text(row.done, row.elapsed_s, row.unit);
    if (!rate.empty()) right = right.empty() ? rate : rate + " · " + right;
    TextStyle quiet = caption(ui);
    const float right_width = right.empty() ? 0 : text_width(ui, right, quiet) + t.gap(3);
    quiet.max_width = std::max(1.0f, ImGui::GetContentRegionAvail().x - right_width);
    text_ui(ui, left.empty() ? " " : left, quiet);
    if (!right.empty()) {
        place_right(right_width - t.gap(3));
        text_ui(ui, right, caption(ui));
    }
    ImGui::EndGroup();
    return cancel;
}

void spinner_ui(const UiContext& ui, float size) {
    const float side = size > 0 ? size : ui.t.icon;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec2 center{at.x + side / 2, at.y + side / 2};
    const float radius = side / 2 - 2;
    const float angle = static_cast<float>(std::fmod(ui.now_s * 5, 2 * 3.14159265358979));
    list.AddCircle(center, radius, ui.t.border_strong, 0, 2);
    list.PathArcTo(center, radius, angle, angle + 1.8f);
    list.PathStroke(ui.t.accent_text, 0, 2);
    ImGui::Dummy({side, side});
    ui.wish.wake_in(k_turn_s);
}

}  // namespace labelscape
