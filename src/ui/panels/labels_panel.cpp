#include "ui/panels/labels_panel.hpp"

#include <algorithm>

#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "app/label_defaults.hpp"
#include "app/label_outcome.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/segmented.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

/// True when the change would take labels off: the user is to be asked.
bool mode_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const Segment modes[] = {{.id = "single", .label = "One", .tooltip = "Each document carries one label"},
                             {.id = "multi", .label = "Several", .tooltip = "A document may carry several labels"}};
    int mode = args.state.project.scheme->mode() == LabelMode::single ? 0 : 1;
    const float width = ui.t.gap(34);
    place_right(width);
    if (!segmented_ui(ui, "labels/mode", "Labels of a document", modes, mode, width)) return false;
    if (mode == 0 && count_with_several(args.state.project) > 0) return true;
    args.actions.push(action::SetLabelMode{mode == 0 ? LabelMode::single : LabelMode::multi});
    return false;
}

/// Before labels are taken off. False when the question is answered.
bool reducing_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const DialogResult dialog = begin_dialog_ui(ui, "labels/reduce", "One label a document?", {.width = 440});
    text_wrapped_ui(ui,
                    count_text(count_with_several(args.state.project), "document carries", "documents carry") +
                        " several labels. Each keeps its first and loses the others; Undo brings them back.",
                    body(ui));
    const FooterButton buttons[] = {{"labels/reduce/confirm", "Keep the first label", {.kind = ButtonKind::primary}},
                                    {"labels/reduce/cancel", "Cancel", {.shortcut = "Esc"}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (pressed == 0) args.actions.push(action::SetLabelMode{LabelMode::single});
    return pressed < 0 && !dialog.close_asked;
}

/// Gives the label to what is selected, or else filters to it.
void press(const PanelArgs& args, const Label& label) {
    if (!args.state.selection.docs.none()) {
        args.actions.push(action::AssignKey{args.state.project.scheme->index_of(label.id)});
        return;
    }
    args.actions.push(action::AddChip{{.kind = "label", .label = label.id}});
}

std::string tooltip_of(const Label& label, std::uint32_t selected) {
    std::string text =
        selected > 0 ? "Labels " + count_text(selected, "selected document", "selected documents") + " as " + label.name
                     : "Filters to the documents that carry it; with documents selected it labels them";
    if (!label.description.empty()) text = label.description + "\n" + text;
    return text;
}

/// What labeling the selection would replace, on a line of its own.
std::string replaced_line(const PanelArgs& args, const Label& label) {
    const Project& project = args.state.project;
    if (project.scheme->mode() == LabelMode::multi) return {};
    const std::string text = outcome_text(outcome_of(project, args.state.selection.docs, {label.id}, AssignMode::set));
    return text.empty() ? "" : "\n" + text;
}

/// Key, count and bar from the right edge. Returns where the name must end.
float draw_figures(const UiContext& ui, ImDrawList& list, const RowResult& row, const Label& label, std::uint32_t count,
                   std::uint32_t most) {
    const Tokens& t = ui.t;
    const float middle = row.min.y + t.row / 2;
    float right = row.max.x - t.gap(2) - t.control_small;
    const float key_width = draw_key_cap(ui, nullptr, {}, "0");
    if (!label.key.empty()) draw_key_cap(ui, &list, {right - key_width, middle - 9 * t.scale}, label.key);
    right -= key_width + t.gap(2);
    const std::string number = count_text(count);
    const float number_width = text_width(ui, number, secondary(ui));
    draw_line(ui, list, {right - number_width, row.min.y}, t.row, number, secondary(ui));
    right -= std::max(number_width, text_width(ui, count_text(most), secondary(ui))) + t.gap(2);
    const float bar = t.gap(12), share = most > 0 ? static_cast<float>(count) / static_cast<float>(most) : 0;
    list.AddRectFilled({right - bar, middle - 3}, {right, middle + 3}, t.bg_hover, 3);
    if (count > 0) {
        list.AddRectFilled({right - bar, middle - 3}, {right - bar + std::max(4.0f, bar * share), middle + 3},
                           label_ink(label.color, t.theme), 3);
    }
    return right - bar - t.gap(2);
}

}  // namespace

/// By pointer, a press waits until it cannot become a double press, so that renaming does not label the selection.
void LabelsPanel::press_ui(const PanelArgs& args, const Label& label, const RowResult& row) {
    if (row.double_pressed) {
        pending_.reset();
        editor_.start_renaming(label);
    } else if (row.pressed && row.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Left)) {
        if (editor_.renaming(label.id)) return;
        pending_ = label.id;
        pending_until_s_ = args.ui.now_s + static_cast<double>(ImGui::GetIO().MouseDoubleClickTime);
    } else if (row.pressed) {
        press(args, label);
    }
}

void LabelsPanel::run_pending(const PanelArgs& args) {
    if (!pending_) return;
    if (args.ui.now_s < pending_until_s_) return args.ui.wish.wake_in(pending_until_s_ - args.ui.now_s);
    const Label* label = args.state.project.scheme->find(*pending_);
    pending_.reset();
    if (label) press(args, *label);
}

void LabelsPanel::row_ui(const PanelArgs& args, const Label& label, const Rows& rows) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const std::uint32_t count = args.state.project.annotations->count(label.id);
    const std::string name = "labels/row/" + label.name;
    const RowResult row =
        list_row_ui(ui, name, {.label = label.name + ", " + count_text(count, "document", "documents")});
    if (editor_.renaming(label.id)) {
        const ImVec2 after = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({row.min.x + t.gap(6), row.min.y + (t.row - t.control_small) / 2});
        editor_.rename_ui(args, label, row.max.x - row.min.x - t.gap(30));
        ImGui::SetCursorScreenPos(after);
        return;
    }
    tooltip_ui(ui, tooltip_of(label, rows.selected) + (row.hovered ? replaced_line(args, label) : ""), label.key);
    press_ui(args, label, row);
    if (row.menu_asked) editor_.open_menu_of(label.id);

    ImDrawList& list = *ImGui::GetWindowDrawList();
    draw_label_dot(ui, list, {row.min.x + t.gap(4), row.min.y + t.row / 2}, 5 * t.scale, label.color);
    TextStyle style = body(ui);
    style.max_width = std::max(1.0f, draw_figures(ui, list, row, label, count, rows.most) - (row.min.x + t.gap(7)));
    draw_line(ui, list, {row.min.x + t.gap(7), row.min.y}, t.row, label.name, style);

    const ImVec2 after = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({row.max.x - t.control_small - t.gap(1), row.min.y + (t.row - t.control_small) / 2});
    if (icon_button_ui(ui, name + "/menu", "More about " + label.name, Icon::ellipsis_vertical))
        editor_.open_menu_of(label.id);
    editor_.menu_ui(args, label);
    ImGui::SetCursorScreenPos(after);
}

void LabelsPanel::add_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const std::string name = trimmed(new_name_);
    const bool known = args.state.project.scheme->find(name) != nullptr;
    const bool selected = !args.state.selection.docs.none();
    const InputResult input =
        text_input_ui(ui, "labels/add", "New label", new_name_,
                      {.hint = selected ? "New label: Enter, with Shift also assigned" : "New label",
                       .icon = Icon::plus,
                       .error = known ? "There is already a label of this name" : "",
                       .keeps_focus = true});
    if (!input.submitted || name.empty() || known) return;
    Label label;
    label.name = name;
    args.actions.push(action::AddLabel{std::move(label), selected && ImGui::GetIO().KeyShift});
    new_name_.clear();
}

void LabelsPanel::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const auto& labels = args.state.project.scheme->labels();
    begin_panel_ui(ui, "labels", "Labels", area.min, area.max);
    panel_header_ui(ui, "labels/title", "Labels", static_cast<std::int64_t>(labels.size()), Icon::tags);
    reducing_ = mode_ui(args) || reducing_;
    begin_scroll_ui(ui, "labels/scroll", -(ui.t.control + ui.t.gap(3)), false);
    if (labels.empty()) {
        empty_state_ui(ui, "labels/empty", {.icon = Icon::tag, .title = "No labels yet",
                                            .text = "Type a name below, or import a file with labels."});
    }
    Rows rows{.selected = args.state.selection.docs.count()};
    for (const Label& label : labels) rows.most = std::max(rows.most, args.state.project.annotations->count(label.id));
    for (const Label& label : labels) row_ui(args, label, rows);
    ImGui::Dummy({});   // rows put the cursor back, and the last thing in a window must be an item
    run_pending(args);
    end_scroll_ui();
    add_ui(args);
    editor_.draw_ui(args);
    end_panel_ui();
    if (reducing_) reducing_ = reducing_ui(args);
}

}  // namespace labelscape
