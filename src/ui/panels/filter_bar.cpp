#include "ui/panels/filter_bar.hpp"

#include <algorithm>
#include <utility>

#include "app/actions/finding.hpp"
#include "app/filtering.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/panels/text_matches.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/text_input.hpp"

namespace labelscape {
namespace {

constexpr const char* k_menu = "list/filter/add";
constexpr const char* k_page = "list/filter/page";
constexpr std::size_t k_values_shown = 20;

bool has_filter(const ViewState& view) { return !view.filter.empty() || !view.search_text.empty(); }

const Column* find_column(const AppState& state, std::string_view name) {
    const auto& columns = (*state.project.dataset)->columns();
    const auto found = std::ranges::find(columns, name, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

bool by_range(const Column& column) { return column.type == ColumnType::number || column.type == ColumnType::date; }

/// By the id of a kind or of what it offers; a kind may do without.
constexpr std::pair<std::string_view, Icon> k_filter_icons[] = {
    {"unlabeled", Icon::circle_dashed},
    {"labeled", Icon::circle_dot},
    {"unsure", Icon::circle_help},
    {"skipped", Icon::skip_forward},
    {"topic", Icon::boxes},
    {"outliers", Icon::chart_scatter},
    {"no-meaning", Icon::circle_help},
    {"duplicates", Icon::copy},
    {"excluded", Icon::eye_off},
    {"label", Icon::tag},
    {"suggestion", Icon::sparkles},
    {"source", Icon::user},
    {"text", Icon::search},
    {"regex", Icon::search},
    {"column", Icon::table},
    {"column-range", Icon::table},
};

Icon filter_icon(std::string_view id) {
    const auto found = std::ranges::find(k_filter_icons, id, &std::pair<std::string_view, Icon>::first);
    return found == std::end(k_filter_icons) ? Icon::filter : found->second;
}

/// True for a chip that the list waits for, and has waited long enough to say so.
bool is_searched(const AppState& state, const FilterChip& chip) {
    const auto condition = text_condition(chip);
    return condition && shows_searching(state) &&
           std::ranges::find(state.searching, *condition) != state.searching.end();
}

/// About what filter_chip_ui takes, for breaking lines.
float chip_width(const UiContext& ui, std::string_view text) {
    return std::min(text_width(ui, text, body(ui)), 220 * ui.t.scale) + 2 * ui.t.icon + ui.t.gap(12);
}

/// Empty before there are microtopics.
std::string topic_count(const AppState& state, TopicId topic) {
    if (!*state.project.topics) return {};
    const auto row = std::ranges::find(state.topic_rows, topic, &TopicRow::topic);
    return count_text(row == state.topic_rows.end() ? 0 : row->size);
}

}  // namespace

void FilterBar::chips_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const Filter& filter = args.state.view.filter;
    for (std::size_t i = 0; i < filter.size(); ++i) {
        FilterChip plain = filter[i];
        plain.negated = false;
        const std::string text =
            chip_title(args.state, plain) + (is_searched(args.state, plain) ? " · searching…" : "");
        next_chip(ui, chip_width(ui, text));
        const ChipResult chip =
            filter_chip_ui(ui, "list/filter/" + std::to_string(i), text,
                           {.icon = filter_icon(plain.kind),
                            .negated = filter[i].negated,
                            .tooltip = filter[i].negated ? "Press to keep these" : "Press to leave these out"});
        if (chip.removed) {
            args.actions.push(action::RemoveChip{i});
        } else if (chip.pressed) {
            Filter turned = filter;
            turned[i].negated = !turned[i].negated;
            args.actions.push(action::SetFilter{std::move(turned)});
        }
    }
}

void FilterBar::add_menu_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    if (!begin_menu_ui(ui, k_menu)) return;
    const std::string base = std::string(k_menu) + '/';
    for (const FilterKind& kind : filter_kinds()) {
        for (const FilterOffer& offer : kind.offers) {
            const std::string count = kind.id == "topic" ? topic_count(args.state, offer.chip.topic) : std::string();
            if (menu_item_ui(ui, base + std::string(offer.id), offer.title,
                             {.icon = filter_icon(offer.id), .shortcut = count, .tooltip = offer.tooltip})) {
                args.actions.push(action::AddChip{offer.chip});
            }
        }
    }
    menu_separator_ui(ui);
    for (const FilterKind& kind : filter_kinds()) {
        if (!kind.menu.choices) continue;
        const bool none = kind.menu.choices(args.state).empty();
        if (menu_item_ui(ui, base + std::string(kind.id), kind.menu.title,
                         {.icon = filter_icon(kind.id), .disabled = none})) {
            chosen_ = &kind;
            open_page(Page::choices);
        }
    }
    if (menu_item_ui(ui, "list/filter/add/regex", "By regular expression…", {.icon = Icon::search}))
        open_page(Page::regex);
    columns_ui(args);
    end_menu_ui();
}

void FilterBar::columns_ui(const PanelArgs& args) {
    const auto& columns = (*args.state.project.dataset)->columns();
    if (columns.empty()) return;
    menu_separator_ui(args.ui);
    menu_heading_ui(args.ui, "By column");
    for (const Column& column : columns) {
        const bool range = by_range(column);
        if (!menu_item_ui(args.ui, "list/filter/add/column/" + column.name, column.name + "…",
                          {.icon = range ? Icon::hash : Icon::type})) {
            continue;
        }
        column_ = column.name;
        open_page(range ? Page::range : Page::values);
    }
}

void FilterBar::page_menu_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    if (!begin_menu_ui(ui, k_page)) return;
    const std::string base = std::string(k_page) + '/';
    if (page_ == Page::choices) {
        menu_heading_ui(ui, chosen_->menu.heading);
        for (FilterChoice& choice : chosen_->menu.choices(args.state)) {
            if (!menu_item_ui(ui, base + choice.id, choice.title, {.dot = choice.color.value_or(MenuItem().dot)}))
                continue;
            choice.chip.kind = chosen_->id;
            args.actions.push(action::AddChip{std::move(choice.chip)});
        }
    } else {
        menu_heading_ui(ui, column_ + (values_.size() == k_values_shown ? ", most frequent" : ""));
        for (std::size_t i = 0; i < values_.size(); ++i) {
            const auto& [value, count] = values_[i];
            if (menu_item_ui(ui, base + std::to_string(i), preview_text(value, 60), {.shortcut = count_text(count)})) {
                args.actions.push(action::AddChip{{.kind = "column", .text = column_, .value = value}});
            }
        }
    }
    end_menu_ui();
}

void FilterBar::count_values(const AppState& state) {
    const Column* column = find_column(state, column_);
    const bool known = values_version_ == state.project.dataset.version() && values_column_ == column_;
    if (!column || known) return;
    values_ = frequent_values(**state.project.dataset, *column, k_values_shown);
    values_column_ = column_;
    values_version_ = state.project.dataset.version();
}

void FilterBar::range_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const Column* column = find_column(args.state, column_);
    if (!column) return close_page();
    if (opened_) {
        const auto range = number_range(*column);
        low_ = range ? bound_text(column->type, range->first) : std::string();
        high_ = range ? bound_text(column->type, range->second) : std::string();
    }
    const auto low = parse_bound(column->type, low_, false), high = parse_bound(column->type, high_, true);
    const char* hint = column->type == ColumnType::date ? "Year-month-day, such as 2025-03-01" : "A number";
    const DialogResult dialog =
        begin_dialog_ui(ui, "list/range", "Filter by " + column_, {.width = 380, .icon = Icon::filter});
    text_ui(ui, "From", caption(ui));
    const InputResult from =
        text_input_ui(ui, "list/range/low", "From", low_,
                      {.hint = hint, .error = low ? "" : hint, .take_focus = opened_, .select_all = true});
    text_ui(ui, "To, inclusive", caption(ui));
    const InputResult to = text_input_ui(ui, "list/range/high", "To", high_,
                                         {.hint = hint, .error = high ? "" : hint, .select_all = true});
    const bool valid = low && high && *low <= *high;
    const FooterButton buttons[] = {
        {"list/range/add", "Add filter", {.kind = ButtonKind::primary, .shortcut = "Enter", .disabled = !valid}},
        {"list/range/cancel", "Cancel"}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (valid && (pressed == 0 || from.submitted || to.submitted)) {
        args.actions.push(action::AddChip{{.kind = "column-range", .text = column_, .low = *low, .high = *high}});
        close_page();
    }
    if (pressed == 1 || dialog.close_asked) close_page();
}

void FilterBar::regex_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const std::string error = pattern_.empty() ? std::string() : regex_error(pattern_);
    const DialogResult dialog =
        begin_dialog_ui(ui, "list/regex", "Filter by regular expression", {.width = 460, .icon = Icon::filter});
    const InputResult input =
        text_input_ui(ui, "list/regex/pattern", "Regular expression", pattern_,
                      {.hint = "refund(ed)?|money back", .error = error, .take_focus = opened_, .select_all = true});
    text_wrapped_ui(ui, "Letter case does not matter. \\b is the edge of a word, \\d a digit, . any character.",
                    caption(ui));
    const bool valid = !pattern_.empty() && error.empty();
    const FooterButton buttons[] = {
        {"list/regex/add", "Add filter", {.kind = ButtonKind::primary, .shortcut = "Enter", .disabled = !valid}},
        {"list/regex/cancel", "Cancel"}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (valid && (pressed == 0 || input.submitted)) {
        args.actions.push(action::AddChip{{.kind = "regex", .value = pattern_}});
        close_page();
    }
    if (pressed == 1 || dialog.close_asked) close_page();
}

/// One menu after the other: the second is opened once the first has closed.
void FilterBar::menus_ui(const PanelArgs& args) {
    add_menu_ui(args);
    opened_ = wanted_ != Page::none;
    if (opened_) {
        page_ = std::exchange(wanted_, Page::none);
        if (page_ == Page::values) count_values(args.state);
        if (page_ != Page::range && page_ != Page::regex) open_menu(k_page);
    }
    page_menu_ui(args);
}

void FilterBar::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    if (button_ui(ui, k_menu, "Filter", {.kind = ButtonKind::quiet, .icon = Icon::plus,
                                         .tooltip = "Adds a condition; all conditions must hold", .small = true})) {
        open_menu(k_menu);
    }
    const ImGuiLastItemData button = ImGui::GetCurrentContext()->LastItemData;
    menus_ui(args);
    ImGui::GetCurrentContext()->LastItemData = button;
    chips_ui(args);
    if (has_filter(args.state.view)) {
        const std::string tooltip = "Clears filter and search, " + command_key(ui, "clear-filter");
        const ButtonOptions clear{.kind = ButtonKind::quiet, .tooltip = tooltip, .small = true};
        next_chip(ui, button_width(ui, "Clear", clear));
        if (button_ui(ui, "list/filter/clear", "Clear", clear)) args.actions.push(action::ClearFilter{});
    }
    if (!args.state.searching.empty()) ui.wish.wake_in(0.1);
    if (page_ == Page::range) range_ui(args);
    if (page_ == Page::regex) regex_ui(args);
}

}  // namespace labelscape
