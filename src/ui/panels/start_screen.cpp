#include "ui/panels/start_screen.hpp"

#include <algorithm>

#include "app/actions/projects.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

constexpr float k_column_width = 640;

void drop_zone_ui(const PanelArgs& args, float width) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float height = t.gap(44);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + width, at.y + height}, t.bg_panel, t.radius_large);
    list.AddRect(at, {at.x + width, at.y + height}, t.border_strong, t.radius_large, 0, t.hairline);
    ImGui::SetCursorScreenPos({at.x + t.gap(6), at.y + t.gap(6)});
    ImGui::BeginGroup();
    text_ui(ui, "Drop a file anywhere on this page", title(ui));
    TextStyle note = secondary(ui);
    note.wrap_width = width - t.gap(12);
    text_ui(ui, "CSV, TSV, Excel, JSON, JSONL, Parquet or plain lines, also gzipped, or a Labelscape project. "
                "Nothing is uploaded: reading, embedding and mapping happen in this tab.", note);
    ImGui::Dummy({0, t.gap(2)});
    if (button_ui(ui, "start/open", "Open file…",
                  {.kind = ButtonKind::primary, .icon = Icon::file_up, .shortcut = ui.mac ? "⌘O" : "Ctrl+O"})) {
        args.actions.push(action::PickFile{});
    }
    ImGui::SameLine(0, t.gap(2));
    if (button_ui(ui, "start/sample", "Try the sample",
                  {.icon = Icon::sparkles, .tooltip = "1,500 short support messages in ten languages"})) {
        args.actions.push(action::OpenSample{});
    }
    ImGui::SameLine(0, t.gap(2));
    text_ui(ui, ui.mac ? "or paste a table with ⌘V" : "or paste a table with Ctrl+V", caption(ui));
    ImGui::EndGroup();
    ImGui::SetCursorScreenPos(at);
    ImGui::Dummy({width, height + t.gap(4)});
}

void project_row_ui(const PanelArgs& args, const ProjectInfo& info) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const float height = t.gap(13);
    const std::string name = "start/project/" + info.id;
    const RowResult row = list_row_ui(ui, name, {.label = info.name}, height);
    if (row.pressed) args.actions.push(action::OpenProject{info.id});
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float left = row.min.x + t.gap(3), right = row.max.x - t.gap(12);
    TextStyle main = strong(ui);
    main.max_width = right - left - t.gap(40);
    ui.text.draw(list, {left, row.min.y + t.gap(2)}, info.name.empty() ? "Untitled" : info.name, main);
    const double share = info.documents > 0 ? static_cast<double>(info.labeled) / info.documents : 0;
    const std::string counts =
        count_text(info.documents, "document", "documents") + " · " + percent_text(share) + " labeled";
    ui.text.draw(list, {left, row.min.y + t.gap(7)}, counts, caption(ui));
    const std::string when = ago_text(info.changed_ms, args.state.wall_ms);
    const float width = ui.text.measure(when, caption(ui)).x;
    ui.text.draw(list, {right - width, row.min.y + t.gap(4.5f)}, when, caption(ui));

    const ImVec2 after = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({row.max.x - t.gap(9), row.min.y + (height - t.control_small) / 2});
    const std::string menu = name + "/menu";
    if (icon_button_ui(ui, menu, "More about " + info.name, Icon::ellipsis)) open_menu(menu);
    if (begin_menu_ui(ui, menu)) {
        if (menu_item_ui(ui, name + "/open", "Open", {.icon = Icon::folder_open}))
            args.actions.push(action::OpenProject{info.id});
        menu_separator_ui(ui);
        if (menu_item_ui(ui, name + "/remove", "Move to trash", {.icon = Icon::trash_2, .danger = true})) {
            args.actions.push(action::RemoveProject{info.id});
        }
        end_menu_ui();
    }
    ImGui::SetCursorScreenPos(after);
    ImGui::Dummy({0, 0});
}

void locked_ui(const PanelArgs& args) {
    if (args.state.locked_project.empty()) return;
    text_wrapped_ui(
        args.ui, "That project is open in another tab. Go on there, or take it over: the other tab then stops saving.",
        body(args.ui));
    if (button_ui(args.ui, "start/take-over", "Take it over here", {.icon = Icon::log_out})) {
        args.actions.push(action::TakeOverProject{});
    }
    ImGui::Dummy({0, args.ui.t.gap(4)});
}

}  // namespace

void StartScreen::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const float width = std::min(k_column_width, area.width() - t.gap(8));
    const float left = area.min.x + (area.width() - width) / 2;
    begin_panel_ui(ui, "start", "Start", area.min, area.max);
    ImGui::SetCursorScreenPos({left, area.min.y + std::max(t.gap(10), area.height() * 0.12f)});
    ImGui::BeginGroup();
    TextStyle brand = title(ui);
    brand.size = t.text_display;
    text_ui(ui, "Labelscape", brand);
    text_ui(ui, "Label thousands of texts by meaning. In this tab, on this machine.", secondary(ui));
    ImGui::Dummy({0, t.gap(5)});
    ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
    drop_zone_ui(args, width);
    locked_ui(args);
    if (args.state.loading) {
        spinner_ui(ui);
        ImGui::SameLine(0, t.gap(2));
        text_ui(ui, "Opening…", secondary(ui));
    }
    if (!args.state.projects.empty()) section_ui(ui, "Projects in this browser");
    ImGui::EndGroup();
    ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
    ImGui::PushStyleColor(ImGuiCol_ChildBg, 0);
    ImGui::BeginChild("projects", {width, std::max(t.gap(20), area.max.y - ImGui::GetCursorScreenPos().y - t.gap(6))});
    for (const ProjectInfo& info : args.state.projects) project_row_ui(args, info);
    if (args.state.projects_listed && args.state.projects.empty()) {
        text_ui(ui, "Your projects will be listed here. They are kept in this browser.", caption(ui));
    }
    trash_.draw_ui(args, width);
    ImGui::EndChild();
    ImGui::PopStyleColor();
    end_panel_ui();
}

}  // namespace labelscape
