#include "ui/panels/map_legend.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "app/actions/view.hpp"
#include "ui/panels/map_overlay.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/select.hpp"

namespace labelscape {
namespace {

constexpr float k_width = 168;

/// The choices in the order of the list: the kinds, then the columns.
std::vector<std::string> choices_of(const AppState& state) {
    std::vector<std::string> choices{"Label", "Microtopic", "Suggestion"};
    for (const Column& column : (*state.project.dataset)->columns()) choices.push_back(column.name);
    return choices;
}

int chosen(const AppState& state) {
    const ColorBy& by = state.view.color_by;
    if (by.kind != ColorBy::Kind::column) return static_cast<int>(by.kind);
    const auto& columns = (*state.project.dataset)->columns();
    const auto found = std::ranges::find(columns, by.column, &Column::name);
    return found == columns.end() ? -1 : 3 + static_cast<int>(found - columns.begin());
}

void color_by_ui(const PanelArgs& args) {
    const std::vector<std::string> choices = choices_of(args.state);
    int choice = chosen(args.state);
    const SelectOptions options{.width = k_width * args.ui.t.scale, .icon = Icon::palette, .small = true};
    if (!select_ui(args.ui, "map/color-by", "Color by", choices, choice, options) || choice < 0) return;
    ColorBy by;
    by.kind = choice < 3 ? static_cast<ColorBy::Kind>(choice) : ColorBy::Kind::column;
    if (choice >= 3) by.column = choices[static_cast<std::size_t>(choice)];
    args.actions.push(action::SetColorBy{std::move(by)});
}

void entry_ui(const UiContext& ui, std::string_view name, std::string_view count, const Rgba8* color) {
    const Tokens& t = ui.t;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = k_width * t.scale, height = TextDrawer::line_height(t.text_small);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    if (color) list.AddCircleFilled({at.x + t.gap(2), at.y + height / 2}, 4 * t.scale, to_im(*color));
    const float count_width = text_width(ui, count, caption(ui));
    TextStyle style = caption(ui);
    style.color = t.text;
    const float left = at.x + t.gap(4.5f);
    style.max_width = std::max(1.0f, at.x + width - count_width - t.gap(2) - left);
    draw_line(ui, list, {left, at.y}, height, name, style);
    draw_line(ui, list, {at.x + width - count_width, at.y}, height, count, caption(ui));
    ImGui::Dummy({width, height});
}

void ramp_ui(const UiContext& ui, const MapLegend& legend) {
    const Tokens& t = ui.t;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = k_width * t.scale, bar = 8 * t.scale;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const auto steps = static_cast<float>(legend.ramp.size());
    for (std::size_t i = 0; i < legend.ramp.size(); ++i) {
        const float x = at.x + width * static_cast<float>(i) / steps;
        list.AddRectFilled({x, at.y}, {at.x + width * static_cast<float>(i + 1) / steps, at.y + bar},
                           to_im(legend.ramp[i]));
    }
    const float height = TextDrawer::line_height(t.text_small);
    draw_line(ui, list, {at.x, at.y + bar + 2}, height, legend.low, caption(ui));
    const float right = text_width(ui, legend.high, caption(ui));
    draw_line(ui, list, {at.x + width - right, at.y + bar + 2}, height, legend.high, caption(ui));
    ImGui::Dummy({width, bar + 2 + height});
}

}  // namespace

Area map_legend_ui(const PanelArgs& args, const MapLegend& legend, ImVec2 right_top, float max_height) {
    const UiContext& ui = args.ui;
    begin_overlay_ui(ui, "map/legend", {right_top, {1, 0}});
    color_by_ui(args);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.t.gap(1), 1));
    if (!legend.ramp.empty()) ramp_ui(ui, legend);
    const float line = TextDrawer::line_height(ui.t.text_small) + 1;
    const auto room =
        static_cast<std::size_t>(std::max(2.0f, (max_height - ui.t.control_small - ui.t.gap(3)) / line - 1));
    const std::size_t shown = std::min(legend.entries.size(), room);
    std::string spoken;
    for (std::size_t i = 0; i < shown; ++i) {
        const LegendEntry& entry = legend.entries[i];
        entry_ui(ui, entry.name, count_text(entry.count), &entry.color);
        spoken += (i > 0 ? ", " : "") + entry.name + " " + count_text(entry.count);
    }
    const auto more = legend.others + static_cast<std::uint32_t>(legend.entries.size() - shown);
    if (more > 0) entry_ui(ui, count_text(more) + " more", "", nullptr);
    ImGui::PopStyleVar();
    ui.probe.add({.name = "map/legend",
                  .role = Role::text,
                  .label = legend.ramp.empty() ? spoken : legend.low + " to " + legend.high,
                  .min = ImGui::GetWindowPos(),
                  .max = {ImGui::GetWindowPos().x + ImGui::GetWindowSize().x,
                          ImGui::GetWindowPos().y + ImGui::GetWindowSize().y}});
    return end_overlay_ui();
}

}  // namespace labelscape
