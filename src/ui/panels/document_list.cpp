#include "ui/panels/document_list.hpp"

#include <algorithm>

#include "app/actions/alike.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/panels/document_row.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/select.hpp"

namespace labelscape {
namespace {

constexpr const char* k_row_menu = "list/row-menu";

void order_ui(const PanelArgs& args) {
    const AppState& state = args.state;
    std::vector<ListOrder> orders = {ListOrder::imported, ListOrder::least_sure, ListOrder::shuffled};
    std::vector<std::string> names = {"As imported", "Least sure first", "Shuffled"};
    if (!state.similarity.empty()) {
        orders.push_back(ListOrder::similarity);
        names.push_back("Most similar to " + state.similarity_title);
    }
    const auto now = std::ranges::find(orders, state.view.list_order);
    int chosen = now == orders.end() ? 0 : static_cast<int>(now - orders.begin());
    // What the header before it leaves.
    const float width =
        std::min(ImGui::GetContentRegionAvail().x - ImGui::GetItemRectSize().x - args.ui.t.gap(2), args.ui.t.gap(44));
    place_right(width);
    if (!select_ui(args.ui, "list/order", "Order of the list", names, chosen,
                   {.width = width, .icon = Icon::arrow_up_down, .small = true})) {
        return;
    }
    ViewState view = state.view;
    view.list_order = orders[static_cast<std::size_t>(chosen)];
    args.actions.push(action::SetView{std::move(view)});
}

void press(const PanelArgs& args, DocId doc) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyShift) {
        args.actions.push(action::SelectRangeTo{doc});
    } else {
        const bool toggle = io.KeyCtrl || io.KeySuper;
        args.actions.push(action::SelectOne{doc, toggle ? SelectMode::toggle : SelectMode::replace});
    }
}

void empty_ui(const PanelArgs& args) {
    const AppState& state = args.state;
    if (state.active.none() && state.view.filter.empty()) {
        if (empty_state_ui(args.ui, "list/empty",
                           {.icon = Icon::file_text, .title = "No documents yet",
                            .text = "Drop a table anywhere on the page, or open one.", .action = "Open file…",
                            .action_icon = Icon::file_up, .shortcut = command_key(args.ui, "open-file")})) {
            args.actions.push(action::PickFile{});
        }
        return;
    }
    if (!state.searching.empty()) {
        if (shows_searching(state))
            empty_state_ui(args.ui, "list/empty", {.icon = Icon::search, .title = "Searching the texts…"});
        return;
    }
    if (empty_state_ui(args.ui, "list/empty",
                       {.icon = Icon::filter, .title = "Nothing passes the filter",
                        .text = "No document meets all conditions and the search.", .action = "Clear filter",
                        .action_icon = Icon::x, .shortcut = command_key(args.ui, "clear-filter")})) {
        args.actions.push(action::ClearFilter{});
    }
}

}  // namespace

std::int64_t DocumentList::place_to_show(const AppState& state) {
    if (state.selection.current == shown_) return -1;
    shown_ = state.selection.current;
    if (!shown_) return -1;
    const auto found = std::ranges::find(state.order, *shown_);
    return found == state.order.end() ? -1 : found - state.order.begin();
}

void DocumentList::rows_ui(const PanelArgs& args) {
    const AppState& state = args.state;
    VirtualList rows(args.ui, "list/row", "Documents", static_cast<std::int64_t>(state.order.size()),
                     document_row_height(args.ui), place_to_show(state));
    while (rows.next()) {
        const DocId doc = state.order[static_cast<std::size_t>(rows.index())];
        const std::string label = preview_text((*state.project.dataset)->text(doc), 160);
        const RowResult row = rows.row_ui({.label = label, .selected = state.selection.docs.test(doc),
                                           .current = state.selection.current == doc},
                                          std::to_string(doc));
        if (row.pressed) press(args, doc);
        if (row.menu_asked) {
            menu_doc_ = doc;
            if (!state.selection.docs.test(doc)) args.actions.push(action::SelectOne{doc, SelectMode::replace});
            open_menu(k_row_menu);
        }
        document_row_ui(args, doc, row);
    }
}

void DocumentList::menu_ui(const PanelArgs& args) {
    if (!menu_doc_ || *menu_doc_ >= args.state.project.size() ||
        !begin_menu_ui(args.ui, k_row_menu, MenuPlace::at_pointer))
        return;
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    const DocId doc = *menu_doc_;
    const bool many = state.selection.docs.test(doc) && state.selection.docs.count() > 1;
    const Target target = many ? Target{} : only(doc);
    if (menu_item_ui(
            ui, "list/menu/accept", "Accept suggestion",
            {.icon = Icon::check, .shortcut = command_key(ui, "accept"), .disabled = !many && !state.suggested(doc)})) {
        args.actions.push(action::AcceptSuggestions{target});
    }
    if (menu_item_ui(ui, "list/menu/alike", "Find alike",
                     {.icon = Icon::equal_approximately, .shortcut = command_key(ui, "alike")})) {
        args.actions.push(action::OpenAlike{doc});
    }
    if (menu_item_ui(ui, "list/menu/like", "Order by similarity",
                     {.icon = Icon::arrow_up_down, .shortcut = command_key(ui, "like-this")})) {
        args.actions.push(action::LikeThis{doc});
    }
    const auto& topics = *state.project.topics;
    if (topics && menu_item_ui(ui, "list/menu/topic", "Filter to its microtopic", {.icon = Icon::filter})) {
        args.actions.push(action::AddChip{{.kind = "topic", .topic = topics->of(doc)}});
    }
    if (menu_item_ui(ui, "list/menu/copy", "Copy text", {.icon = Icon::copy})) {
        ImGui::SetClipboardText(std::string((*state.project.dataset)->text(doc)).c_str());
    }
    const bool excluded = state.project.excluded->test(doc);
    if (menu_item_ui(ui, "list/menu/exclude", excluded ? "Include again" : "Exclude",
                     {.icon = excluded ? Icon::eye : Icon::eye_off, .shortcut = command_key(ui, "exclude")})) {
        args.actions.push(action::Exclude{target, !excluded});
    }
    if (!state.project.scheme->labels().empty()) {
        menu_separator_ui(ui);
        menu_heading_ui(ui, many ? "Label all selected as" : "Label as");
    }
    for (const Label& label : state.project.scheme->labels()) {
        if (menu_item_ui(ui, "list/menu/label/" + label.name, label.name,
                         {.shortcut = label.key, .dot = label.color})) {
            args.actions.push(action::Assign{target, {label.id}, AssignMode::set});
        }
    }
    end_menu_ui();
}

void DocumentList::draw_ui(const PanelArgs& args, const Area& area) {
    begin_panel_ui(args.ui, "list", "Documents", area.min, area.max);
    panel_header_ui(args.ui, "list/title", "Documents", static_cast<std::int64_t>(args.state.order.size()),
                    Icon::layout_list);
    order_ui(args);
    filter_.draw_ui(args);
    separator_ui(args.ui);
    begin_scroll_ui(args.ui, "list/scroll", 0, false);
    if (args.state.order.empty()) {
        empty_ui(args);
    } else {
        rows_ui(args);
    }
    menu_ui(args);
    end_scroll_ui();
    end_panel_ui();
}

}  // namespace labelscape
