#include "ui/panels/export_dialog.hpp"

#include <algorithm>

#include "app/actions/exports.hpp"
#include "app/formats/export_formats.hpp"
#include "base/utf8.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/check_box.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/segmented.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr float k_export_width = 640, k_columns_height = 190;
constexpr int k_columns_in_line = 3;
constexpr std::size_t k_name_bytes = 22;

struct Scope {
    const char* name;
    const char* label;
    const char* tooltip;
};
constexpr Scope k_scopes[] = {
    {"export/scope/all", "All documents", "Excluded documents are left out"},
    {"export/scope/listed", "What is listed", "Documents that pass the filter and the search"},
    {"export/scope/selected", "What is selected", ""},
    {"export/scope/labeled", "What is labeled", ""}};

void format_ui(const UiContext& ui, ExportChoices& choices) {
    std::vector<Segment> segments;
    int chosen = 0;
    for (const ExportFormat& format : export_formats()) {
        if (format.id == choices.format) chosen = static_cast<int>(segments.size());
        segments.push_back({.id = format.id, .label = format.title, .tooltip = format.hint});
    }
    if (segmented_ui(ui, "export/kind", "Format", segments, chosen, -1))
        choices.format = segments[static_cast<std::size_t>(chosen)].id;
}

bool is_left_out(const ExportChoices& choices, const std::string& column) {
    return std::ranges::find(choices.left_out, column) != choices.left_out.end();
}

std::int64_t chosen_columns(const AppState& state, const ExportChoices& choices) {
    return std::ranges::count_if(state.export_columns,
                                 [&](const std::string& column) { return !is_left_out(choices, column); });
}

void columns_ui(const UiContext& ui, const AppState& state, ExportChoices& choices) {
    const float width = ImGui::GetContentRegionAvail().x / k_columns_in_line;
    const float left = ImGui::GetCursorPosX();
    for (std::size_t i = 0; i < state.export_columns.size(); ++i) {
        const std::string& column = state.export_columns[i];
        const auto place = static_cast<float>(i % k_columns_in_line);
        if (place > 0) ImGui::SameLine(left + place * width, 0);
        bool written = !is_left_out(choices, column);
        const bool is_long = column.size() > k_name_bytes;
        const std::string label = is_long ? std::string(cut_utf8(column, k_name_bytes)) + "…" : column;
        if (!check_box_ui(ui, "export/column/" + column, label, written,
                          is_long ? std::string_view(column) : std::string_view()))
            continue;
        if (written) {
            std::erase(choices.left_out, column);
        } else {
            choices.left_out.push_back(column);
        }
    }
}

void columns_heading_ui(const UiContext& ui, const AppState& state, ExportChoices& choices) {
    text_ui(ui, "Columns", strong(ui));
    const ButtonOptions options{.kind = ButtonKind::quiet, .small = true};
    const float all = button_width(ui, "All", options), none = button_width(ui, "None", options);
    place_right(all, none + ui.t.gap(1));
    if (button_ui(ui, "export/columns/all", "All", options)) choices.left_out.clear();
    place_right(none);
    if (button_ui(ui, "export/columns/none", "None", options)) choices.left_out = state.export_columns;
}

}  // namespace

/// A million documents are not counted for every picture.
void ExportDialog::count(const AppState& state) {
    const std::uint32_t selected = state.selection.docs.count();
    if (counted_version_ == state.derived_version && counted_selected_ == selected) return;
    counted_version_ = state.derived_version;
    counted_selected_ = selected;
    std::ranges::fill(sizes_, ScopeSize{});
    const auto add = [&](ExportScope scope, DocId doc) {
        ScopeSize& size = sizes_[static_cast<std::size_t>(scope)];
        ++size.documents;
        size.copies += state.project.copies(doc);
    };
    state.active.for_each([&](DocId doc) {
        add(ExportScope::all, doc);
        if (state.visible.test(doc)) add(ExportScope::listed, doc);
        if (!state.project.annotations->labels(doc).empty()) add(ExportScope::labeled, doc);
    });
    state.selection.docs.for_each([&](DocId doc) { add(ExportScope::selected, doc); });
}

std::uint64_t ExportDialog::rows(const ExportChoices& choices) const {
    const ScopeSize& size = sizes_[static_cast<std::size_t>(choices.scope)];
    return choices.one_row_per_copy ? size.copies : size.documents;
}

void ExportDialog::table_ui(const PanelArgs& args, ExportChoices& choices) {
    const UiContext& ui = args.ui;
    section_ui(ui, "Documents");
    for (std::size_t i = 0; i < std::size(k_scopes); ++i) {
        const Scope& scope = k_scopes[i];
        const bool chosen = choices.scope == static_cast<ExportScope>(i);
        const std::string label = std::string(scope.label) + " (" + count_text(sizes_[i].documents) + ")";
        if (radio_ui(ui, scope.name, label, chosen, scope.tooltip)) choices.scope = static_cast<ExportScope>(i);
    }
    const ScopeSize& size = sizes_[static_cast<std::size_t>(choices.scope)];
    if (size.copies > size.documents) {
        const std::string label =
            "One row for each copy of a text (" + count_text(static_cast<std::int64_t>(size.copies)) + ")";
        check_box_ui(
            ui, "export/copies", label, choices.one_row_per_copy,
            "Exact duplicates were collapsed on import; otherwise the column “copies” says how many there were");
    }
    ImGui::Dummy({0, ui.t.gap(2)});
    columns_heading_ui(ui, args.state, choices);
    begin_scroll_ui(ui, "export/columns",
                    std::min(k_columns_height * ui.t.scale, ImGui::GetMainViewport()->Size.y * 0.28f), false);
    columns_ui(ui, args.state, choices);
    end_scroll_ui();
    if (export_format(choices.format).runs_formulas) {
        ImGui::Dummy({0, ui.t.gap(2)});
        check_box_ui(
            ui, "export/escape", "Keep spreadsheets from running formulas", choices.escape_formulas,
            "An apostrophe before cells that begin with =, +, - or @. Otherwise every cell is written as it is");
    }
}

void ExportDialog::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    ExportChoices choices = state.view.exporting;
    count(state);
    const DialogResult dialog =
        begin_dialog_ui(ui, "export", "Export", {.width = k_export_width, .icon = Icon::download});
    format_ui(ui, choices);
    ImGui::Dummy({0, ui.t.gap(2)});
    const ExportFormat& format = export_format(choices.format);
    format.is_table() ? table_ui(args, choices) : text_wrapped_ui(ui, format.whole, body(ui));
    const std::int64_t columns = chosen_columns(state, choices);
    const auto count = static_cast<std::int64_t>(rows(choices));
    const std::string what = format.is_table()
                                 ? count_text(count, "row", "rows") + ", " + count_text(columns, "column", "columns")
                                 : count_text(state.active.count(), "document", "documents");
    ImGui::Dummy({0, ui.t.gap(2)});
    text_ui(ui, what, secondary(ui));
    ui.probe.add({.name = "export/summary",
                  .role = Role::status,
                  .label = what,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
    if (choices != state.view.exporting) args.actions.push(action::SetExportChoices{choices});

    const bool ready = !format.is_table() || (count > 0 && columns > 0);
    const FooterButton buttons[] = {
        {"export/confirm", "Export", {.kind = ButtonKind::primary, .shortcut = "Enter", .disabled = !ready}},
        {"export/cancel", "Cancel", {.shortcut = "Esc"}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (pressed == 0 || (ready && enter_pressed())) args.actions.push(action::ConfirmExport{});
    if (pressed == 1 || dialog.close_asked) args.actions.push(action::ToggleExport{});
}

}  // namespace labelscape
