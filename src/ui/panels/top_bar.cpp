#include "ui/panels/top_bar.hpp"

#include <algorithm>

#include "app/actions/exports.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/projects.hpp"
#include "app/command.hpp"
#include "app/formats/export_formats.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/segmented.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

/// A button for a row of the command table.
void command_button_ui(const PanelArgs& args, std::string_view id, Icon icon) {
    const Command& command = *find_command(id);
    const std::string name = "top/" + std::string(id);
    const std::string shortcut = shortcut_text(command.shortcut, args.ui.mac);
    if (icon_button_ui(args.ui, name, command.title, icon,
                       {.tooltip = command.tooltip, .shortcut = shortcut, .disabled = !command.enabled(args.state)})) {
        args.actions.push(command.make(args.state));
    }
    ImGui::SameLine(0, args.ui.t.gap(1));
}

void saved_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const bool failed = args.state.save_state == SaveState::failed;
    const char* text = failed ? "Not saved" : args.state.save_state == SaveState::saving ? "Saving…" : "Saved";
    TextStyle style = caption(ui);
    if (failed) style.color = ui.t.danger;
    text_ui(ui, text, style);
    ui.probe.add({.name = "top/saved",
                  .role = Role::status,
                  .label = text,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
    tooltip_ui(ui, failed ? std::string_view(args.state.save_error)
                          : "Every step is kept in this browser at once. Save a project file to take it elsewhere.");
}

void progress_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const std::uint32_t documents = args.state.active.count(), labeled = args.state.active_labeled;
    const double share = documents > 0 ? static_cast<double>(labeled) / documents : 0;
    const std::string text = count_text(labeled) + " / " + count_text(documents) + " labeled";
    ImGui::BeginGroup();
    text_ui(ui, text, caption(ui));
    progress_bar_ui(ui, "top/labeled", text, static_cast<float>(share), ui.t.gap(34));
    ImGui::EndGroup();
    tooltip_ui(ui, percent_text(share, 1) + " of the documents carry a label");
}

void export_menu_ui(const PanelArgs& args) {
    if (button_ui(args.ui, "top/export", "Export",
                  {.kind = ButtonKind::quiet, .icon = Icon::download, .opens = true})) {
        open_menu("top/export");
    }
    if (begin_menu_ui(args.ui, "top/export")) {
        std::vector<std::string_view> ids = {"export"};
        for (const ExportFormat& format : export_formats()) ids.push_back(format.command);
        for (const std::string_view id : ids) {
            const Command& command = *find_command(id);
            const std::string shortcut = shortcut_text(command.shortcut, args.ui.mac);
            if (menu_item_ui(
                    args.ui, "top/" + std::string(id), command.title,
                    {.shortcut = shortcut, .disabled = !command.enabled(args.state), .tooltip = command.tooltip})) {
                args.actions.push(command.make(args.state));
            }
        }
        if (!args.state.view.filter.empty()) {
            menu_separator_ui(args.ui);
            if (menu_item_ui(args.ui, "top/export-filtered", "CSV of what is listed")) {
                args.actions.push(action::Export{"csv", true});
            }
        }
        end_menu_ui();
    }
}

}  // namespace

void TopBar::name_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    if (!renaming_) {
        if (button_ui(ui, "top/name", args.state.project.name, {.kind = ButtonKind::quiet, .tooltip = "Rename"})) {
            renaming_ = take_focus_ = true;
            name_ = args.state.project.name;
        }
        return;
    }
    const InputResult input = text_input_ui(ui, "top/name-input", "Project name", name_,
                                            {.width = ui.t.gap(50), .take_focus = take_focus_, .select_all = true});
    take_focus_ = false;
    if (input.submitted || input.left) args.actions.push(action::RenameProject{name_});
    if (input.submitted || input.left || input.cancelled) renaming_ = false;
}

void TopBar::search_ui(const PanelArgs& args, float width) {
    const UiContext& ui = args.ui;
    const Command& command = *find_command("find");
    const ViewState& view = args.state.view;
    if (searched_ != view.search_text) {
        search_ = searched_ = view.search_text;
        semantic_ = view.semantic_search;
    }
    const bool searching =
        shows_searching(args.state) &&
        std::ranges::find(args.state.searching, TextCondition{view.search_text, false}) != args.state.searching.end();
    const InputResult input = search_box_ui(ui, "top/search", "Search", search_,
                                            {.hint = searching   ? "Searching the texts…"
                                                     : semantic_ ? "Search by meaning, Enter"
                                                                 : "Search words, \"phrases\", -without",
                                             .icon = searching ? Icon::loader_circle : Icon::search,
                                             .width = width,
                                             .take_focus = args.state.search_focus_request != seen_focus_,
                                             .shortcut = shortcut_text(command.shortcut, ui.mac)});
    seen_focus_ = args.state.search_focus_request;
    ImGui::SameLine(0, ui.t.gap(1));
    const Segment kinds[] = {
        {.id = "words", .label = "Words", .tooltip = "Documents that hold these words"},
        {.id = "meaning", .label = "Meaning", .tooltip = "All documents ordered by similarity to this text"}};
    int kind = semantic_ ? 1 : 0;
    const bool switched = segmented_ui(ui, "top/search-by", "Search by", kinds, kind);
    semantic_ = kind == 1;
    const bool search_now = (input.changed && (!semantic_ || search_.empty())) || input.submitted || switched;
    if (search_now) {
        searched_ = search_;
        args.actions.push(action::Search{search_, semantic_});
        // Whoever goes on typing means the search, not the keys of commands.
        if (switched) args.actions.push(action::FocusSearch{});
    }
}

void TopBar::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    begin_panel_ui(ui, "top", "Project", area.min, area.max);
    ImGui::SetCursorScreenPos({area.min.x + t.gap(2), area.min.y + (area.height() - t.control) / 2});
    command_button_ui(args, "close-project", Icon::house);
    name_ui(args);
    ImGui::SameLine(0, t.gap(3));
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x, area.min.y + (area.height() - t.gap(7)) / 2});
    progress_ui(args);
    const float y = area.min.y + (area.height() - t.control) / 2;

    const float right_width = t.gap(100);
    const float search_width =
        std::clamp(area.width() - ImGui::GetItemRectMax().x - right_width - t.gap(52), t.gap(30), t.gap(110));
    ImGui::SetCursorScreenPos({ImGui::GetItemRectMax().x + t.gap(6), y});
    search_ui(args, search_width);

    ImGui::SetCursorScreenPos({area.max.x - right_width, y});
    command_button_ui(args, "undo", Icon::undo_2);
    command_button_ui(args, "redo", Icon::redo_2);
    command_button_ui(args, "toggle-history", Icon::history);
    command_button_ui(args, "focus-mode", Icon::focus);
    export_menu_ui(args);
    ImGui::SameLine(0, t.gap(1));
    command_button_ui(args, "palette", Icon::command);
    command_button_ui(args, "help", Icon::circle_help);
    const Icon theme = t.theme == Theme::dark ? Icon::moon : Icon::sun;
    command_button_ui(args, "theme", args.state.view.theme == ThemeChoice::system ? Icon::monitor : theme);
    ImGui::SetCursorScreenPos({ImGui::GetCursorScreenPos().x + t.gap(1), y});
    saved_ui(args);
    ImGui::GetWindowDrawList()->AddLine({area.min.x, area.max.y - 1}, {area.max.x, area.max.y - 1}, t.border);
    end_panel_ui();
}

}  // namespace labelscape
