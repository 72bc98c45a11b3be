#include "ui/panels/alike_panel.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/actions/alike.hpp"
#include "ui/panels/alike_rows.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/charts.hpp"
#include "ui/widgets/check_box.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/slider.hpp"
#include "ui/widgets/tooltip.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

constexpr std::string_view k_scale_explained =
    "Cosine of the two texts' vectors: 1 says the same, 0 has nothing in common. It is the same scale wherever alike "
    "documents are counted. Until you move the threshold, it is where half of the documents have ten alike ones";
/// A drag asks for a new threshold at most so often; the last one always arrives.
constexpr double k_ask_interval_s = 0.06;
/// More doubtful ones than this are left to the list.
constexpr std::size_t k_borderline_rows = 5;

/// The handle moves by hundredths; less is rounding.
bool differs(float a, float b) { return std::abs(a - b) > 0.004f; }

/// A key that acts in this view instead of in the page behind it.
bool take_key(ImGuiKey key) {
    if (popup_shown() || ImGui::GetIO().WantTextInput || !ImGui::IsKeyPressed(key, ImGuiInputFlags_None)) return false;
    // With the keyboard on a widget, Enter presses it.
    const bool on_widget = ImGui::IsAnyItemFocused() && ImGui::GetIO().NavVisible &&
                           ImGui::GetFocusID() != item_id("alike/close");
    if (key == ImGuiKey_Enter && on_widget) return false;
    ImGui::SetKeyOwner(key, item_id("alike"), ImGuiInputFlags_LockThisFrame);
    return true;
}

LabelChip chip_of(const Label& label) { return {.text = label.name, .color = label.color, .key = label.key}; }

const Label* likely_label(const AppState& state) {
    return state.alike->label ? state.project.scheme->find(*state.alike->label) : nullptr;
}

}  // namespace

void AlikePanel::draw_ui(const PanelArgs& args, const Area& area) {
    if (!args.state.alike) return;
    const UiContext& ui = args.ui;
    begin_panel_ui(ui, "alike", "Alike documents", area.min, area.max);
    panel_header_ui(ui, "alike/title", "Alike documents", -1, Icon::equal_approximately);
    place_right(ui.t.control_small);
    const IconButtonOptions close{.tooltip = "Back to the map", .shortcut = "Escape"};
    // It is the first widget, so the keyboard may stand on it unasked: there Enter still labels.
    const bool entered = ImGui::IsKeyPressed(ImGuiKey_Enter, ImGuiInputFlags_None);
    const bool pressed = icon_button_ui(ui, "alike/close", "Close", Icon::x, close) && !entered;
    if (pressed || take_key(ImGuiKey_Escape)) {
        args.actions.push(action::CloseAlike{});
    }
    reference_ui(args);
    if (!args.state.alike->ready) {
        ImGui::Dummy({0, ui.t.gap(4)});
        spinner_ui(ui);
        ImGui::SameLine(0, ui.t.gap(2));
        text_ui(ui, "Comparing with all documents…", secondary(ui));
        ui.wish.animate();
        end_panel_ui();
        return;
    }
    threshold_ui(args);
    const float footer = 2 * ui.t.control + ui.t.gap(8);
    documents_ui(args, footer);
    footer_ui(args, alike_count(args.state));
    end_panel_ui();
}

void AlikePanel::reference_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    const DocId doc = state.alike->reference;
    begin_card_ui(ui, "alike/reference");
    TextStyle style = body(ui);
    style.max_lines = 3;
    text_wrapped_ui(ui, (*state.project.dataset)->text(doc), style);
    ui.probe.add({.name = "alike/reference",
                  .role = Role::text,
                  .label = "Alike this: " + std::string((*state.project.dataset)->text(doc)),
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
    bool first = true;
    for (const LabelId id : state.project.annotations->labels(doc)) {
        const Label* label = state.project.scheme->find(id);
        if (!label) continue;
        const LabelChip chip{.text = label->name, .color = label->color, .interactive = false};
        if (!first) next_chip(ui, label_chip_width(ui, chip));
        label_chip_ui(ui, "alike/reference/" + label->name, chip);
        first = false;
    }
    if (const Label* label = first ? state.suggested(doc) : nullptr) {
        const LabelChip chip{.text = label->name, .color = label->color, .look = ChipLook::dashed,
                             .tooltip = "Suggested, not accepted", .interactive = false};
        label_chip_ui(ui, "alike/reference/suggested", chip);
    }
    end_card_ui(ui);
}

void AlikePanel::threshold_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AlikeView& alike = *args.state.alike;
    // The app's value counts as soon as it has answered, or when something else has moved it.
    const bool waiting = asked_ >= 0 && ui.now_s - asked_at_s_ < 1 && differs(alike.threshold, threshold_);
    if (!waiting) threshold_ = alike.threshold;
    const HistogramOptions options{.height = 52 * ui.t.scale};
    histogram_ui(ui, "alike/threshold", "Least cosine", alike.histogram, 0, 1, threshold_, options);
    const bool let_go = slider_released();
    tooltip_ui(ui, k_scale_explained);
    if (differs(threshold_, alike.threshold) && differs(threshold_, asked_)) {
        if (let_go || ui.now_s - asked_at_s_ >= k_ask_interval_s) {
            args.actions.push(action::SetAlikeThreshold{threshold_});
            asked_ = threshold_;
            asked_at_s_ = ui.now_s;
        } else {
            ui.wish.wake_in(k_ask_interval_s);
        }
    }
    const std::string kind = alike.unlabeled_only ? " alike, not labeled, cosine " : " alike, cosine ";
    const std::string line = count_text(alike.above) + kind + cosine_text(alike.threshold) + " or more";
    text_ui(ui, line, strong(ui));
    ui.probe.add({.name = "alike/count",
                  .role = Role::status,
                  .label = line,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
    ImGui::SameLine(0, ui.t.gap(1.5f));
    help_mark_ui(ui, "alike/scale", k_scale_explained);
    bool only = alike.unlabeled_only;
    if (check_box_ui(ui, "alike/unlabeled-only", "Only documents without a label", only,
                     "Off: labeled ones are listed too, and labeled again")) {
        args.actions.push(action::SetAlikeUnlabeledOnly{only});
    }
}

void AlikePanel::documents_ui(const PanelArgs& args, float footer) {
    const UiContext& ui = args.ui;
    begin_scroll_ui(ui, "alike/scroll", -footer, false);
    if (args.state.alike->docs.empty()) {
        empty_state_ui(ui, "alike/empty",
                       {.icon = Icon::equal_approximately,
                        .title = "Nothing like it",
                        .text = "No other document comes near this one"});
    } else {
        borderline_ui(args);
        list_ui(args);
    }
    end_scroll_ui();
}

void AlikePanel::borderline_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AlikeView& alike = *args.state.alike;
    if (alike.borderline.empty()) return;
    ImGui::Dummy({0, ui.t.gap(1)});
    ImGui::Indent(ui.t.gap(3));
    section_ui(ui, "Most doubtful first: look at these before labeling all");
    ImGui::Unindent(ui.t.gap(3));
    const std::size_t count = std::min(alike.borderline.size(), k_borderline_rows);
    for (std::size_t i = 0; i < count; ++i) {
        AlikeRow row{alike.borderline[i], {}, {}};
        if (row.place >= alike.docs.size()) continue;
        if (row.place < alike.errors.size()) row.error = alike.errors[row.place];
        row.name = "alike/borderline/" + std::to_string(alike.docs[row.place]);
        const std::string label = alike_row_label(args.state, row);
        const RowResult result = list_row_ui(ui, row.name, {.label = label}, alike_row_height(ui));
        draw_alike_row(args, row, result.min, result.max);
        if (result.pressed) args.actions.push(action::ToggleAlike{alike.docs[row.place]});
    }
    ImGui::Indent(ui.t.gap(3));
    section_ui(ui, "By similarity");
    ImGui::Unindent(ui.t.gap(3));
}

void AlikePanel::list_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AlikeView& alike = *args.state.alike;
    const auto count = static_cast<std::int64_t>(alike.docs.size());
    const auto divider = static_cast<std::int64_t>(alike.above);
    VirtualList rows(ui, "alike/docs", "Alike documents", count + 1, alike_row_height(ui));
    while (rows.next()) {
        const std::int64_t index = rows.index();
        if (index == divider) {
            const std::string text = "Below your threshold " + cosine_text(alike.threshold);
            const RowResult row = rows.row_ui({.label = text, .dimmed = true}, "divider");
            const float middle = std::floor((row.min.y + row.max.y) / 2);
            ImDrawList& list = *ImGui::GetWindowDrawList();
            const float x = row.min.x + ui.t.gap(3);
            const float width = draw_line(ui, list, {x, row.min.y}, row.max.y - row.min.y, text, caption(ui));
            list.AddRectFilled({x + width + ui.t.gap(3), middle}, {row.max.x - ui.t.gap(3), middle + ui.t.hairline},
                               ui.t.border_strong);
            continue;
        }
        const auto place = static_cast<std::uint32_t>(index > divider ? index - 1 : index);
        const DocId doc = alike.docs[place];
        const AlikeRow row{place, "alike/docs/" + std::to_string(doc), {}};
        const std::string label = alike_row_label(args.state, row);
        const RowResult result = rows.row_ui({.label = label, .dimmed = place >= alike.above}, std::to_string(doc));
        draw_alike_row(args, row, result.min, result.max);
        if (result.hovered && place >= alike.above) tooltip_ui(ui, "Press to lower the threshold to this one");
        if (!result.pressed) continue;
        if (place < alike.above) {
            args.actions.push(action::ToggleAlike{doc});
        } else {
            const float down = std::floor(alike.similarities[place] * 100) / 100;
            args.actions.push(action::SetAlikeThreshold{down});
        }
    }
}

void AlikePanel::footer_ui(const PanelArgs& args, std::uint32_t chosen) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    const Label* likely = likely_label(state);
    separator_ui(ui);
    ImGui::Dummy({0, ui.t.gap(1)});
    const std::string text = likely ? "Label " + count_text(chosen) + " as " + likely->name : "Choose a label";
    const bool with_reference = chosen > chosen_count(*state.alike);
    const ButtonOptions options{
        .kind = ButtonKind::primary,
        .icon = Icon::tag,
        .shortcut = "Enter",
        .tooltip = !likely          ? "Neither a label nor a suggestion says which: take one of the labels"
                   : with_reference ? "The checked documents and the one at the top, as one step that undo takes back"
                                    : "The checked documents, as one step that undo takes back",
        .disabled = !likely || chosen == 0};
    const bool pressed = button_ui(ui, "alike/label", text, options);
    if (!options.disabled && (pressed || take_key(ImGuiKey_Enter))) args.actions.push(action::LabelAlike{likely->id});
    if (likely && state.alike->above > 0) {
        ImGui::SameLine(0, ui.t.gap(3));
        const double wrong = static_cast<double>(state.alike->mean_error);
        text_ui(ui, "about " + percent_text(wrong) + " expected wrong", secondary(ui));
        tooltip_ui(
            ui, "From how labeled neighbors of these documents voted. Take out what does not belong by its check mark");
    }
    bool first = true;
    for (const Label& label : state.project.scheme->labels()) {
        if (likely && label.id == likely->id) continue;
        LabelChip chip = chip_of(label);
        chip.look = ChipLook::outlined;
        chip.max_width = 140 * ui.t.scale;
        const std::string tip = "Label " + count_text(chosen) + " as " + label.name;
        chip.tooltip = tip;
        if (!first) {
            const float width = label_chip_width(ui, chip);
            const float right = ImGui::GetItemRectMax().x + ui.t.gap(1.5f) + width;
            if (right > ImGui::GetCurrentWindow()->WorkRect.Max.x) break;
            ImGui::SameLine(0, ui.t.gap(1.5f));
        }
        const std::string name = "alike/label/" + (label.key.empty() ? label.name : label.key);
        if (label_chip_ui(ui, name, chip).pressed) args.actions.push(action::LabelAlike{label.id});
        first = false;
    }
}

}  // namespace labelscape
