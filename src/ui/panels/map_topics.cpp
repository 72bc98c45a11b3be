#include "ui/panels/map_topics.hpp"

#include <cmath>
#include <string>

#include "app/actions/selecting.hpp"
#include "ui/panels/topic_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr float k_name_width = 190;
/// More names than this are not even tried; they come first in size.
constexpr std::size_t k_most_tried = 400;

TextStyle name_style(const UiContext& ui) {
    TextStyle style = caption(ui);
    style.weight = Weight::semibold;
    style.color = ui.t.text;
    style.max_width = k_name_width * ui.t.scale;
    return style;
}

void name_ui(const PanelArgs& args, const TopicRow& row, const NameBox& place) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const std::string name = "map/topic/" + std::to_string(row.topic);
    const std::string text = args.state.topic_name(row.topic);
    const ImRect box({place.min_x, place.min_y}, {place.max_x, place.max_y});
    const Item item = press_item_at(ui, name, box);
    if (!item.list) return;
    const float radius = box.GetHeight() / 2;
    const ImU32 surface = t.bg_panel | IM_COL32_A_MASK;
    item.list->AddRectFilled(box.Min, box.Max, fade(surface, item.hovered ? 0.98f : 0.74f), radius);
    if (item.hovered || item.held) item.list->AddRect(box.Min, box.Max, t.accent_text, radius, 0, t.hairline);
    draw_line(ui, *item.list, {box.Min.x + t.gap(2), box.Min.y}, box.GetHeight(), text, name_style(ui));
    draw_focus_ring(ui, item, radius);
    if (begin_tooltip_ui(ui)) {
        topic_tooltip_ui(args, row);
        end_tooltip_ui();
    }
    if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ui.probe.add({.name = name,
                  .role = Role::button,
                  .label = "Select microtopic " + topic_row_words(args.state, row),
                  .min = box.Min,
                  .max = box.Max,
                  .id = item.id});
    if (!item.pressed) return;
    const ImGuiIO& io = ImGui::GetIO();
    const SelectMode mode = io.KeyAlt     ? SelectMode::remove
                            : io.KeyShift ? SelectMode::add
                            : io.KeyCtrl  ? SelectMode::toggle
                                          : SelectMode::replace;
    args.actions.push(action::SelectTopic{row.topic, mode});
}

}  // namespace

void MapTopics::draw_ui(const PanelArgs& args, const Area& area, const MapCamera& camera,
                        std::span<const NameBox> blocked) {
    const UiContext& ui = args.ui;
    const auto& rows = args.state.topic_rows;
    const TextStyle style = name_style(ui);
    const float height = TextDrawer::line_height(style.size) + 2;
    std::vector<NameWish> wishes;
    for (std::uint32_t i = 0; i < rows.size() && wishes.size() < k_most_tried; ++i) {
        if (rows[i].topic < 0 || rows[i].size == 0 || !std::isfinite(rows[i].x) || !std::isfinite(rows[i].y)) continue;
        const Vec2 px = camera.px_of({rows[i].x, rows[i].y});
        if (px.x < 0 || px.y < 0 || px.x > area.width() || px.y > area.height()) continue;
        const float width = text_width(ui, args.state.topic_name(rows[i].topic), style) + ui.t.gap(4);
        wishes.push_back({i, area.min.x + px.x, area.min.y + px.y, std::ceil(width), height});
    }
    const float edge = ui.t.gap(1);
    const NameOptions options{.view = {area.min.x + edge, area.min.y + edge, area.max.x - edge, area.max.y - edge},
                              .blocked = blocked};
    placed_ = place_names(wishes, options);
    // Half pixels would blur the text.
    for (PlacedName& name : placed_) {
        const float x = std::floor(name.box.min_x), y = std::floor(name.box.min_y);
        name.box = {x, y, x + std::floor(name.box.width()), y + std::floor(name.box.height())};
    }
    for (const PlacedName& name : placed_) name_ui(args, rows[name.place], name.box);
}

}  // namespace labelscape
