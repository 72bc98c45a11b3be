#include "ui/panels/document_detail.hpp"

#include <cmath>

#include "app/actions/alike.hpp"
#include "app/actions/labels.hpp"
#include "app/command.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

constexpr float k_text_share = 0.5f;   ///< of the width; the rest is for labels and decisions

void labels_of_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    bool first = true;
    const auto place = [&](const LabelChip& chip) {
        if (!first) next_chip(ui, label_chip_width(ui, chip));
        first = false;
    };
    for (const LabelId id : state.project.annotations->labels(doc)) {
        const Label* label = state.project.scheme->find(id);
        if (!label) continue;
        const LabelChip chip{.text = label->name, .color = label->color, .removable = true, .interactive = false};
        place(chip);
        if (label_chip_ui(ui, "detail/has/" + label->name, chip).removed) args.actions.push(without_label(doc, id));
    }
    const Mark mark = (*state.project.annotations)[doc].mark;
    if (mark != Mark::none) {
        text_ui(ui, mark == Mark::unsure ? "Marked unsure" : "Skipped", secondary(ui));
        first = false;
    }
    if (const Label* other = state.labeled_otherwise(doc)) {
        const std::string note = percent_text(state.neighbors_say(doc).chance(0));
        const std::string tooltip =
            "Labeled otherwise than its neighbors: " + suggestion_reason(state, doc) + ". Press gives it this label";
        const LabelChip chip{
            .text = other->name, .color = other->color, .look = ChipLook::dashed, .note = note, .tooltip = tooltip};
        place(chip);
        if (label_chip_ui(ui, "detail/otherwise", chip).pressed)
            args.actions.push(assign_or_toggle(state, doc, other->id));
        ImGui::SameLine(0, ui.t.gap(2));
        text_cut_ui(ui, suggestion_reason(state, doc), caption(ui));
    }
    const Label* label = state.suggested(doc);
    if (!label) return;
    const std::string note = percent_text(state.neighbors_say(doc).chance(0));
    const std::string tooltip = "Suggested: " + suggestion_reason(state, doc) + ". Press or Enter accepts";
    const LabelChip chip{.text = label->name,
                         .color = label->color,
                         .look = ChipLook::dashed,
                         .key = "Enter",
                         .note = note,
                         .tooltip = tooltip};
    place(chip);
    if (label_chip_ui(ui, "detail/suggestion", chip).pressed) args.actions.push(action::AcceptSuggestions{only(doc)});
    ImGui::SameLine(0, ui.t.gap(2));
    text_cut_ui(ui, suggestion_reason(state, doc), caption(ui));
}

/// Keys are about the selection, what is pressed here about the one document.
void many_ui(const PanelArgs& args) {
    const std::uint32_t selected = args.state.selection.docs.count();
    if (selected < 2) return;
    text_wrapped_ui(args.ui, count_text(selected) + " selected: a key labels all of them, a press here only this one",
                    caption(args.ui));
}

void mark_button_ui(const PanelArgs& args, DocId doc, Mark mark, std::string_view id, std::string_view text,
                    Icon icon) {
    const bool on = (*args.state.project.annotations)[doc].mark == mark;
    const std::string key = command_key(args.ui, id);
    std::string tooltip(find_command(id)->tooltip);
    if ((*args.state.project.annotations)[doc].labeled()) tooltip += "\nTakes the label of this document off";
    const ButtonOptions options{.kind = ButtonKind::quiet, .icon = icon, .shortcut = key, .tooltip = tooltip,
                                .disabled = on, .small = true};
    next_chip(args.ui, button_width(args.ui, text, options));
    if (button_ui(args.ui, "detail/" + std::string(id), text, options))
        args.actions.push(action::MarkDocuments{only(doc), mark});
}

void no_meaning_ui(const PanelArgs& args, DocId doc) {
    const std::string why = args.state.why_no_meaning(doc);
    if (why.empty()) return;
    text_wrapped_ui(args.ui, why, caption(args.ui));
    args.ui.probe.add({.name = "detail/no-meaning", .role = Role::text, .label = why,
                       .min = ImGui::GetItemRectMin(), .max = ImGui::GetItemRectMax()});
}

void metadata_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const Dataset& dataset = **args.state.project.dataset;
    if (dataset.columns().empty()) return;
    section_ui(ui, "Metadata");
    const float left = ImGui::GetCursorPosX();
    for (const Column& column : dataset.columns()) {
        const std::string cell = column.cell(doc);
        if (cell.empty()) continue;
        TextStyle name = caption(ui);
        name.max_width = ui.t.gap(32);
        text_ui(ui, column.name, name);
        ImGui::SameLine(left + ui.t.gap(34));
        text_wrapped_ui(ui, cell, body(ui));
    }
}

}  // namespace

void DocumentDetail::header_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const Dataset& dataset = **args.state.project.dataset;
    const std::string id(dataset.id(doc));
    panel_header_ui(ui, "detail/title", id.empty() ? "Document " + std::to_string(doc + 1) : preview_text(id, 60), -1,
                    Icon::file_text);
    place_right(ui.t.control_small);
    if (icon_button_ui(ui, "detail/copy", "Copy text", Icon::copy)) {
        ImGui::SetClipboardText(std::string(dataset.text(doc)).c_str());
    }
}

void DocumentDetail::decisions_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const std::string alike = alike_text(args.state, doc);
    const std::string key = command_key(ui, "alike");
    const bool many = alike_count(args.state, doc) > 0;
    if (button_ui(ui, "detail/alike", alike.empty() ? "Find alike" : alike,
                  {.kind = many ? ButtonKind::primary : ButtonKind::normal,
                   .icon = Icon::equal_approximately,
                   .shortcut = key,
                   .tooltip = "All documents that say nearly the same, to label at once",
                   .small = true})) {
        args.actions.push(action::OpenAlike{doc});
    }
    mark_button_ui(args, doc, Mark::unsure, "unsure", "Unsure", Icon::circle_help);
    mark_button_ui(args, doc, Mark::skipped, "skip", "Skip", Icon::skip_forward);
    labels_of_ui(args, doc);
    many_ui(args);
    picker_.draw_ui(args, doc, "detail/label");
    const std::string provenance = provenance_text(args.state, doc);
    if (!provenance.empty()) text_wrapped_ui(ui, provenance, caption(ui));
}

void DocumentDetail::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    begin_panel_ui(ui, "detail", "Document", area.min, area.max);
    const auto& current = args.state.selection.current;
    if (!current || *current >= args.state.project.size()) {
        empty_state_ui(ui, "detail/empty",
                       {.title = "No document selected", .text = "Select a document on the map or in the list"});
        end_panel_ui();
        return;
    }
    header_ui(args, *current);
    const bool other = shown_ != current;
    shown_ = current;
    const float gap = ui.t.gap(4);
    const float text_width = std::floor((ImGui::GetContentRegionAvail().x - gap) * k_text_share);
    ImGui::BeginChild("detail/text", {text_width, 0});
    if (other) ImGui::SetScrollY(0);
    TextStyle style = body(ui);
    style.wrap_width = std::fmax(1.0f, ImGui::GetContentRegionAvail().x);
    text_.draw_ui(args, "detail/text", *current, style);
    no_meaning_ui(args, *current);
    metadata_ui(args, *current);
    ImGui::EndChild();
    ImGui::SameLine(0, gap);
    ImGui::BeginChild("detail/decisions");
    if (other) ImGui::SetScrollY(0);
    decisions_ui(args, *current);
    ImGui::EndChild();
    end_panel_ui();
}

}  // namespace labelscape
