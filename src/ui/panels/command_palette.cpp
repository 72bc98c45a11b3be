#include "ui/panels/command_palette.hpp"

#include <algorithm>

#include "app/actions/labels.hpp"
#include "app/actions/view.hpp"
#include "app/command.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

constexpr int k_rows_shown = 12;

struct Entry {
    std::string id;
    std::string title;
    std::string shortcut;
    Action action;
};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// All characters of the query in order; the fewer lie between them the better. Negative: no match.
int match_score(std::string_view title, std::string_view query) {
    int score = 1000;
    std::size_t at = 0;
    for (const char wanted : query) {
        if (wanted == ' ') continue;
        std::size_t found = at;
        while (found < title.size() && lower(title[found]) != lower(wanted)) ++found;
        if (found == title.size()) return -1;
        const bool word_start = found == 0 || title[found - 1] == ' ';
        score -= static_cast<int>(found - at) - (word_start ? 3 : 0);
        at = found + 1;
    }
    return score;
}

std::vector<Entry> all_entries(const PanelArgs& args) {
    std::vector<Entry> entries;
    for (const Command& command : commands()) {
        if (command.id == "palette" || !command.enabled(args.state)) continue;
        entries.push_back({std::string(command.id), std::string(command.title),
                           shortcut_text(command.shortcut, args.ui.mac), command.make(args.state)});
    }
    if (!args.state.project_open) return entries;
    for (const Label& label : args.state.project.scheme->labels()) {
        entries.push_back({"label-" + label.name, "Label as " + label.name, label.key,
                           action::Assign{{}, {label.id}, AssignMode::set}});
    }
    return entries;
}

std::vector<Entry> found_entries(const PanelArgs& args, const std::string& query) {
    std::vector<std::pair<int, Entry>> scored;
    for (Entry& entry : all_entries(args)) {
        const int score = match_score(entry.title, query);
        if (score >= 0) scored.emplace_back(score, std::move(entry));
    }
    if (!query.empty())
        std::ranges::stable_sort(scored, [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Entry> entries;
    for (auto& [score, entry] : scored) entries.push_back(std::move(entry));
    return entries;
}

void entry_row(const UiContext& ui, const Entry& entry, const RowResult& row) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float y = row.min.y + (row.max.y - row.min.y - TextDrawer::line_height(ui.t.text_body)) / 2;
    ui.text.draw(list, {row.min.x + ui.t.gap(3), y}, entry.title, body(ui));
    if (entry.shortcut.empty()) return;
    const float width = draw_key_cap(ui, nullptr, {}, entry.shortcut);
    draw_key_cap(ui, &list, {row.max.x - ui.t.gap(3) - width, y}, entry.shortcut);
}

}  // namespace

void CommandPalette::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const bool opened = seen_frame_ + 1 != ImGui::GetFrameCount();
    seen_frame_ = ImGui::GetFrameCount();
    if (opened) {
        query_.clear();
        chosen_ = 0;
    }
    const DialogResult dialog = begin_dialog_ui(ui, "palette", "Commands", {.width = 520, .plain = true, .top = 90});
    const InputResult input = search_box_ui(ui, "palette/query", "Find a command", query_,
                                            {.hint = "Type a command or a label", .take_focus = opened});
    if (input.changed) chosen_ = 0;
    const std::vector<Entry> entries = found_entries(args, query_);
    const int count = static_cast<int>(entries.size());
    const int before = chosen_;
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) ++chosen_;
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) --chosen_;
    chosen_ = std::clamp(chosen_, 0, std::max(0, count - 1));
    bool done = false;
    begin_scroll_ui(ui, "palette/scroll", ui.t.row * k_rows_shown, false);
    VirtualList rows(ui, "palette/entry", "Commands", count, ui.t.row, before == chosen_ ? -1 : chosen_);
    while (rows.next()) {
        const auto index = static_cast<int>(rows.index());
        const Entry& entry = entries[static_cast<std::size_t>(index)];
        const RowResult row = rows.row_ui({.label = entry.title, .current = index == chosen_}, entry.id);
        entry_row(ui, entry, row);
        const bool run = row.pressed || (index == chosen_ && input.submitted);
        if (!run || done) continue;
        done = true;
        args.actions.push(entry.action);
    }
    end_scroll_ui();
    if (entries.empty()) text_ui(ui, "Nothing of that name", caption(ui));
    end_dialog_ui(ui);
    if (done || dialog.close_asked || input.cancelled) args.actions.push(action::ToggleView{view_id::k_palette});
}

}  // namespace labelscape
