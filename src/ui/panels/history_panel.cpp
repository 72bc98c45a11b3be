#include "ui/panels/history_panel.hpp"

#include "app/actions/history.hpp"
#include "app/actions/view.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {

/// Newest first; below all stands the state before the first step.
void HistoryPanel::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const History& history = args.state.history;
    const auto count = static_cast<std::int64_t>(history.entries().size());
    begin_panel_ui(ui, "history", "History", area.min, area.max);
    panel_header_ui(ui, "history/title", "History", count, Icon::history);
    place_right(t.control_small, t.gap(2));
    if (icon_button_ui(ui, "history/close", "Close history", Icon::x))
        args.actions.push(action::ToggleView{view_id::k_history});
    begin_scroll_ui(ui, "history/scroll", 0, false);
    VirtualList rows(ui, "history/step", "Steps", count + 1, t.row);
    while (rows.next()) {
        const std::int64_t done = count - rows.index();   // steps in force after a click here
        const bool now = done == static_cast<std::int64_t>(history.done_count());
        const bool undone = done > static_cast<std::int64_t>(history.done_count());
        const std::string text =
            done == 0 ? "The beginning" : history.entries()[static_cast<std::size_t>(done - 1)].edit->title();
        const RowResult row = rows.row_ui({.label = text, .selected = now, .dimmed = undone});
        if (row.pressed && !now) args.actions.push(action::JumpTo{static_cast<std::size_t>(done)});
        TextStyle style = body(ui);
        style.color = undone ? t.text_disabled : t.text;
        ImDrawList& list = *ImGui::GetWindowDrawList();
        const float y = row.min.y + (t.row - TextDrawer::line_height(style.size)) / 2;
        float right = row.max.x - t.gap(3);
        if (done > 0) {
            const std::string when =
                ago_text(history.entries()[static_cast<std::size_t>(done - 1)].at_ms, args.state.wall_ms);
            right -= ui.text.measure(when, caption(ui)).x;
            ui.text.draw(list, {right, y}, when, caption(ui));
        }
        style.max_width = right - row.min.x - t.gap(6);
        ui.text.draw(list, {row.min.x + t.gap(3), y}, text, style);
    }
    end_scroll_ui();
    end_panel_ui();
}

}  // namespace labelscape
