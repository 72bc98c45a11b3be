#include "ui/main_ui.hpp"

#include <string>

#include "ui/shortcuts.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {

MainUi::MainUi(std::span<const ViewRow> table) {
    for (const ViewRow& row : table) entries_.push_back({&row, row.make()});
}

void MainUi::draw_ui(const PanelArgs& args) {
    panel_keys_ui();
    const Places places = lay_out(args);
    PlaceCounts drawn{};
    const auto views_ui = [&](bool dialogs) {
        for (Entry& entry : entries_) {
            const Place place = entry.row->place;
            if (!entry.shown || (place == Place::dialog) != dialogs) continue;
            entry.view->draw_ui(args, places.area(place, drawn[static_cast<std::size_t>(place)]++));
        }
    };
    views_ui(false);
    splitters_.draw_ui(args, places);
    views_ui(true);
    // Over the middle column: nobody presses there while labels are given from the lists at the sides.
    const Area& middle = places.area(Place::overlay);
    notices_.draw_ui(args, {{middle.min.x, 0}, middle.max});
    copy_ui(args.state);
    shortcuts_ui(args);
}

/// What is shown stays the same for the whole frame.
Places MainUi::lay_out(const PanelArgs& args) {
    PlaceCounts counts{};
    for (Entry& entry : entries_) {
        entry.shown = entry.row->shown(args.state, entry.row->id);
        counts[static_cast<std::size_t>(entry.row->place)] += entry.shown ? 1 : 0;
    }
    const float bar = args.ui.t.header + args.ui.t.gap(2);
    return {ImGui::GetIO().DisplaySize, bar, counts, splitters_.sizes(args.state)};
}

/// What is selected in the shown text, or else all of the current document.
void MainUi::copy_ui(const AppState& state) {
    if (state.copy_request == seen_copy_) return;
    seen_copy_ = state.copy_request;
    if (!state.project_open || !state.selection.current || *state.selection.current >= state.project.size()) return;
    std::string_view text;
    for (const Entry& entry : entries_) {
        if (text.empty() && entry.shown) text = entry.view->selected_text(state);
    }
    if (text.empty()) text = (*state.project.dataset)->text(*state.selection.current);
    ImGui::SetClipboardText(std::string(text).c_str());
}

}  // namespace labelscape
