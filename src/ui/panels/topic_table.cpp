#include "ui/panels/topic_table.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "app/actions/computing.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "ui/panels/topic_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/charts.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

enum Column { k_name, k_size, k_labeled, k_purity, k_duplicates };

float row_height(const UiContext& ui) { return ui.t.row + ui.t.gap(4.5f); }

double sort_value(const TopicRow& row, int column) {
    switch (column) {
        case k_size: return row.size;
        case k_labeled: return labeled_share(row);
        case k_purity: return static_cast<double>(row.purity);
        case k_duplicates: return row.duplicates;
        default: return 0;
    }
}

const char* why_ungrouped(TopicId topic) {
    if (topic == k_no_meaning) return "Empty texts, and texts of which the model knows no word. Press to select them";
    if (topic == k_no_vector) return "Documents that the map has no vectors of yet. Press to select them";
    return "Documents in no dense group. Press to select them";
}

}  // namespace

void TopicTable::draw_ui(const PanelArgs& args) {
    rows_ui(args);
    if (menu_.draw_ui(args)) begin_rename(args.state, menu_.topic());
}

void TopicTable::update_order(const AppState& state) {
    if (order_version_ == state.derived_version) return;
    order_version_ = state.derived_version;
    const std::vector<TopicRow>& rows = state.topic_rows;
    order_.clear();
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
        if (rows[i].topic >= 0) order_.push_back(i);
    }
    const int column = sort_.column;
    const auto less = [&](std::uint32_t a, std::uint32_t b) {
        if (column == k_name) return state.topic_name(rows[a].topic) < state.topic_name(rows[b].topic);
        return sort_value(rows[a], column) < sort_value(rows[b], column);
    };
    // A first press on the names gives A to Z, on figures the largest.
    const bool descending = column == k_name ? !sort_.descending : sort_.descending;
    std::ranges::stable_sort(order_,
                             [&](std::uint32_t a, std::uint32_t b) { return descending ? less(b, a) : less(a, b); });
}

void TopicTable::rows_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    const float unit = ui.t.scale;
    const TableColumn columns[] = {
        {"name", "Name", -1, false, true, "Key terms until you give a name: double click or F2"},
        {"size", "Size", 58 * unit, true, true, "Documents in the microtopic"},
        {"labeled", "Labeled", 68 * unit, true, true, "Share of its documents that have a label"},
        {"purity", "Purity", 60 * unit, true, true, "Share of the most frequent label among the labeled ones"},
        {"duplicates", "Dupl.", 54 * unit, true, true, "Documents that stand for several equal rows"}};
    if (table_header_ui(ui, "topics/sort", columns, sort_, edges_)) order_version_ = 0;
    update_order(state);
    selection_.update(state);

    const auto ungrouped = std::span(state.topic_rows).subspan(order_.size());
    const float below = static_cast<float>(ungrouped.size()) * (ui.t.control + ui.t.gap(1)) + ui.t.gap(3);
    begin_scroll_ui(ui, "topics/scroll", ungrouped.empty() ? 0 : -below, false);
    VirtualList list(ui, "topics/row", "Microtopics", static_cast<std::int64_t>(order_.size()), row_height(ui));
    while (list.next()) {
        const TopicRow& row = state.topic_rows[order_[static_cast<std::size_t>(list.index())]];
        const std::string label = topic_row_words(state, row);
        const bool whole = selection_.whole(row.topic, row.size);
        row_ui(args, row, list.row_ui({.label = label, .selected = whole}, std::to_string(row.topic)));
    }
    end_scroll_ui();
    if (ungrouped.empty()) return;
    separator_ui(ui);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(ui.t.gap(2), 0));
    for (const TopicRow& row : ungrouped) ungrouped_ui(args, row);
    ImGui::PopStyleVar();
}

void TopicTable::row_ui(const PanelArgs& args, const TopicRow& row, const RowResult& result) {
    const UiContext& ui = args.ui;
    const ImGuiIO& io = ImGui::GetIO();
    const bool has_keyboard = ImGui::IsItemFocused() && !io.WantTextInput;
    if (result.hovered && renaming_ != row.topic && begin_tooltip_ui(ui)) {
        topic_tooltip_ui(args, row);
        end_tooltip_ui();
    }
    const bool rename =
        result.double_pressed || (has_keyboard && ImGui::IsKeyPressed(ImGuiKey_F2, ImGuiInputFlags_None));
    if (rename) begin_rename(args.state, row.topic);
    if (result.menu_asked) menu_.open(row.topic);
    if (result.pressed && !rename) {
        args.actions.push(action::SelectTopic{row.topic, io.KeyCtrl ? SelectMode::toggle : SelectMode::replace});
    }
    draw_row(args, row, result.min, result.max);
    if (renaming_ == row.topic) return rename_ui(args, result.min, result.max);

    const float size = ui.t.control_small;
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({edges_.right(k_duplicates) - size, result.min.y + 1});
    const std::string name = "topics/row/" + std::to_string(row.topic) + "/menu";
    const IconButtonOptions options{.tooltip = "Label, filter, rename, exclude",
                                    .color = result.hovered ? 0 : fade(ui.t.text_secondary, 0.5f)};
    if (icon_button_ui(ui, name, "Actions for " + args.state.topic_name(row.topic), Icon::ellipsis, options)) {
        menu_.open(row.topic);
    }
    ImGui::SetCursorScreenPos(cursor);
}

void TopicTable::draw_row(const PanelArgs& args, const TopicRow& row, ImVec2 min, ImVec2 max) {
    const UiContext& ui = args.ui;
    const float line = TextDrawer::line_height(ui.t.text_body);
    const float top = std::floor(min.y + (max.y - min.y - 2 * line) / 2);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    TextStyle name = body(ui);
    name.max_width = std::max(1.0f, edges_.right(k_duplicates) - ui.t.control_small - min.x - ui.t.gap(3));
    draw_line(ui, list, {min.x + ui.t.gap(2), top}, line, args.state.topic_name(row.topic), name);

    const ImVec2 low{min.x, top + line}, high{max.x, top + 2 * line};
    const float middle = std::floor(low.y + line / 2);
    const auto parts = topic_mix(args.state, row);
    draw_mix_bar(ui, list, {edges_.left(k_name) + ui.t.gap(2), middle - 3},
                 {edges_.right(k_name) - ui.t.gap(1), middle + 3}, parts, row.size);
    TextStyle number = caption(ui);
    cell_text(ui, low, high, edges_, k_size, count_text(row.size), number, true);
    cell_text(ui, low, high, edges_, k_labeled, percent_text(labeled_share(row)), number, true);
    cell_text(ui, low, high, edges_, k_purity, row.labeled ? percent_text(static_cast<double>(row.purity)) : "–",
              number, true);
    cell_text(ui, low, high, edges_, k_duplicates, row.duplicates ? count_text(row.duplicates) : "–", number, true);
}

/// Outliers, and documents that cannot be grouped.
void TopicTable::ungrouped_ui(const PanelArgs& args, const TopicRow& ungrouped) {
    const UiContext& ui = args.ui;
    const std::string name = args.state.topic_name(ungrouped.topic);
    const std::string label = name + ", " + count_text(ungrouped.size);
    const RowResult row = list_row_ui(ui, "topics/row/" + std::to_string(ungrouped.topic),
                                      {.label = label, .selected = selection_.whole(ungrouped.topic, ungrouped.size)},
                                      ui.t.control + ui.t.gap(1));
    if (row.hovered) tooltip_ui(ui, why_ungrouped(ungrouped.topic));
    if (row.pressed) {
        args.actions.push(
            action::SelectTopic{ungrouped.topic, ImGui::GetIO().KeyCtrl ? SelectMode::toggle : SelectMode::replace});
    }
    const float height = row.max.y - row.min.y;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float x = row.min.x + ui.t.gap(2);
    const float width = draw_line(ui, list, {x, row.min.y}, height, name, body(ui));
    draw_line(ui, list, {x + width + ui.t.gap(2), row.min.y}, height, count_text(ungrouped.size), secondary(ui));
    if (ungrouped.topic != k_outlier) return;
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    const ButtonOptions options{.tooltip = "Each outlier joins the microtopic whose documents are nearest",
                                .small = true};
    const float button = button_width(ui, "Assign to nearest", options);
    ImGui::SetCursorScreenPos(
        {row.max.x - button - ui.t.gap(2), row.min.y + std::floor((height - ui.t.control_small) / 2)});
    if (button_ui(ui, "topics/assign-outliers", "Assign to nearest", options))
        args.actions.push(action::AssignOutliers{});
    ImGui::SetCursorScreenPos(cursor);
}

void TopicTable::begin_rename(const AppState& state, TopicId topic) {
    renaming_ = topic;
    name_ = state.topic_name(topic);
    rename_begins_ = true;
}

void TopicTable::rename_ui(const PanelArgs& args, ImVec2 min, ImVec2 max) {
    const UiContext& ui = args.ui;
    const ImVec2 cursor = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({min.x + ui.t.gap(1), min.y + std::floor((max.y - min.y - ui.t.control_small) / 2)});
    const InputOptions options{
        .width = max.x - min.x - ui.t.gap(3), .take_focus = rename_begins_, .select_all = true, .small = true};
    const InputResult result = text_input_ui(ui, "topics/rename", "Name of the microtopic", name_, options);
    const bool had_focus = !rename_begins_;
    const bool lost = had_focus && !ImGui::IsAnyItemActive() && !result.submitted;
    if (result.submitted || result.left) args.actions.push(action::RenameTopic{renaming_, name_});
    if (result.submitted || result.left || result.cancelled || (lost && ImGui::IsMouseClicked(ImGuiMouseButton_Left))) {
        renaming_ = k_outlier;
    }
    rename_begins_ = false;
    ImGui::SetCursorScreenPos(cursor);
}

}  // namespace labelscape
