#include "ui/view_table.hpp"

#include "ui/panels/alike_panel.hpp"
#include "ui/panels/command_palette.hpp"
#include "ui/panels/document_detail.hpp"
#include "ui/panels/document_list.hpp"
#include "ui/panels/export_dialog.hpp"
#include "ui/panels/focus_mode.hpp"
#include "ui/panels/help_overlay.hpp"
#include "ui/panels/history_panel.hpp"
#include "ui/panels/import_dialog.hpp"
#include "ui/panels/jobs_panel.hpp"
#include "ui/panels/labels_panel.hpp"
#include "ui/panels/map_panel.hpp"
#include "ui/panels/model_panel.hpp"
#include "ui/panels/project_dialogs.hpp"
#include "ui/panels/start_screen.hpp"
#include "ui/panels/top_bar.hpp"
#include "ui/panels/topics_panel.hpp"

namespace labelscape {
namespace {

bool no_project(const AppState& state, std::string_view) { return !state.project_open; }
bool in_project(const AppState& state, std::string_view) { return state.project_open; }
/// Nothing takes the whole page.
bool in_columns(const AppState& state, std::string_view) {
    return state.project_open && !state.view.open.has(view_id::k_focus);
}
bool alike_open(const AppState& state, std::string_view id) { return in_columns(state, id) && state.alike; }
bool alike_closed(const AppState& state, std::string_view id) { return in_columns(state, id) && !state.alike; }

bool opened(const AppState& state, std::string_view id) { return state.view.open.has(id); }
bool opened_in_project(const AppState& state, std::string_view id) {
    return in_project(state, id) && opened(state, id);
}
bool opened_in_columns(const AppState& state, std::string_view id) {
    return in_columns(state, id) && opened(state, id);
}

bool importing(const AppState& state, std::string_view) { return state.import.has_value(); }
bool leaving(const AppState& state, std::string_view) { return state.leaving.has_value(); }
bool offered(const AppState& state, std::string_view) { return state.offered.has_value(); }

constexpr ViewRow k_views[] = {
    {"start", "Start", Place::page, no_project, PanelView<StartScreen>::make},
    {"top", "Project", Place::top, in_project, PanelView<TopBar>::make},
    {view_id::k_focus, "Focus mode", Place::page, opened_in_project, PanelView<FocusMode>::make},

    {"list", "Documents", Place::left, in_columns, PanelView<DocumentList>::make},
    {"alike", "Alike documents", Place::center, alike_open, PanelView<AlikePanel>::make},
    {"map", "Map", Place::center, alike_closed, PanelView<MapPanel>::make},
    {"detail", "Document", Place::dock, alike_closed, PanelView<DocumentDetail>::make},
    {"jobs", "Running work", Place::overlay, in_columns, PanelView<JobsPanel>::make},
    {"labels", "Labels", Place::right, in_columns, PanelView<LabelsPanel>::make},
    {"topics", "Microtopics", Place::right, in_columns, PanelView<TopicsPanel>::make},
    {view_id::k_history, "History", Place::right, opened_in_columns, PanelView<HistoryPanel>::make},

    {"import", "Import", Place::dialog, importing, PanelView<ImportDialog>::make},
    {view_id::k_models, "Embedding model", Place::dialog, opened_in_project, PanelView<ModelPanel>::make},
    {view_id::k_export, "Export", Place::dialog, opened_in_project, PanelView<ExportDialog>::make},
    {view_id::k_palette, "Commands", Place::dialog, opened, PanelView<CommandPalette>::make},
    {view_id::k_help, "Keyboard and help", Place::dialog, opened, PanelView<HelpOverlay>::make},
    {"leave", "Leaving a project", Place::dialog, leaving, PanelView<LeaveDialog>::make},
    {"offer", "Data from a link", Place::dialog, offered, PanelView<OfferDialog>::make},
};

}  // namespace

std::span<const ViewRow> view_table() { return k_views; }

}  // namespace labelscape
