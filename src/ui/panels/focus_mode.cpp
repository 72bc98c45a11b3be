#include "ui/panels/focus_mode.hpp"

#include <algorithm>
#include <cmath>

#include "app/actions/alike.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"
#include "app/command.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/popup.hpp"

namespace labelscape {
namespace {

constexpr float k_column_width = 720;
constexpr std::size_t k_decisions_shown = 5;

/// A button for a row of the command table.
void command_ui(const PanelArgs& args, std::string_view id, std::string_view text, Icon icon) {
    const Command& command = *find_command(id);
    const std::string key = shortcut_text(command.shortcut, args.ui.mac);
    if (button_ui(args.ui, "focus/" + std::string(id), text,
                  {.kind = ButtonKind::quiet, .icon = icon, .shortcut = key, .tooltip = command.tooltip,
                   .disabled = !command.enabled(args.state)})) {
        args.actions.push(command.make(args.state));
    }
    ImGui::SameLine(0, args.ui.t.gap(1));
}

std::string progress_text(const AppState& state, DocId doc) {
    const auto found = std::ranges::find(state.order, doc);
    const auto listed = static_cast<std::int64_t>(state.order.size());
    const std::string place = found == state.order.end() ? std::string("not listed")
                                                         : count_text(found - state.order.begin() + 1) + " of " +
                                                               count_text(listed) + " listed";
    return place + ", " + count_text(state.active_labeled) + " labeled";
}

/// The last steps in force, newest first.
void decisions_strip_ui(const PanelArgs& args) {
    const History& history = args.state.history;
    std::string text;
    for (std::size_t i = 0; i < std::min(k_decisions_shown, history.done_count()); ++i) {
        text += (i > 0 ? "   ·   " : "") + history.entries()[history.done_count() - 1 - i].edit->title();
    }
    if (!text.empty()) text_cut_ui(args.ui, text, caption(args.ui));
}

}  // namespace

void FocusMode::keys_ui(const PanelArgs& args) {
    if (ImGui::GetIO().WantTextInput || popup_shown()) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) args.actions.push(action::ToggleFocusMode{});
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) args.actions.push(action::MoveCurrent{1, false});
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) args.actions.push(action::MoveCurrent{-1, false});
}

/// Large; a short text is close to what decides it, a long one scrolls.
void FocusMode::text_of_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    TextStyle style = body(ui);
    style.size = ui.t.text_display * 0.85f;
    const ImVec2 room = ImGui::GetContentRegionAvail();
    style.wrap_width = room.x - ui.t.scrollbar;
    const float most = std::max(ui.t.gap(30), room.y - ui.t.gap(64));
    const float wanted = ui.text.measure((*args.state.project.dataset)->text(doc), style).y + ui.t.gap(4);
    begin_scroll_ui(ui, "focus/text", std::clamp(wanted, ui.t.gap(30), most), false);
    text_.draw_ui(args, "focus/text", doc, style);
    end_scroll_ui();
}

void FocusMode::decisions_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    const Label* label = state.suggested(doc);
    if (label) {
        const std::string note = percent_text(state.neighbors_say(doc).chance(0));
        const std::string tooltip = "Suggested: " + suggestion_reason(state, doc);
        if (label_chip_ui(ui, "focus/suggestion", {.text = label->name, .color = label->color, .look = ChipLook::dashed,
                                                   .key = "Enter", .note = note, .tooltip = tooltip}).pressed) {
            args.actions.push(action::AcceptSuggestions{{Target::Kind::current, {}}});
        }
        ImGui::Dummy({0, ui.t.gap(1)});
    }
    picker_.draw_ui(args, doc, "focus/label");
    const std::string otherwise = otherwise_text(state, doc);
    if (!otherwise.empty()) text_wrapped_ui(ui, "Labeled otherwise than its neighbors: " + otherwise, caption(ui));
    const std::string provenance = provenance_text(state, doc);
    if (!provenance.empty()) text_wrapped_ui(ui, provenance, caption(ui));
    ImGui::Dummy({0, ui.t.gap(2)});
    command_ui(args, "previous", "Previous", Icon::arrow_up);
    command_ui(args, "next", "Next", Icon::arrow_down);
    command_ui(args, "unsure", "Unsure", Icon::circle_help);
    command_ui(args, "skip", "Skip", Icon::skip_forward);
    command_ui(args, "alike", alike_count(state, doc) > 0 ? alike_text(state, doc) : "Alike",
               Icon::equal_approximately);
    command_ui(args, "quick-undo", "Undo", Icon::undo_2);
    ImGui::NewLine();
}

void FocusMode::document_ui(const PanelArgs& args, const Area& area, DocId doc) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const float width = std::min(k_column_width * t.scale, area.width() - t.gap(12));
    const float left = std::floor(area.min.x + (area.width() - width) / 2);
    const float top = area.min.y + std::max(t.gap(5), std::floor(area.height() * 0.08f));
    ImGui::SetCursorScreenPos({left, top});
    ImGui::BeginChild("focus-column", {width, area.max.y - top - t.gap(3)});
    text_ui(ui, progress_text(args.state, doc), caption(ui));
    place_right(t.control_small);
    if (icon_button_ui(ui, "focus/close", "Leave focus mode", Icon::x, {.shortcut = "Esc"}))
        args.actions.push(action::ToggleFocusMode{});
    text_of_ui(args, doc);
    decisions_ui(args, doc);
    decisions_strip_ui(args);
    ImGui::EndChild();
}

void FocusMode::draw_ui(const PanelArgs& args, const Area& area) {
    const AppState& state = args.state;
    const bool entered = seen_frame_ + 1 != ImGui::GetFrameCount();
    seen_frame_ = ImGui::GetFrameCount();
    // The alike view stands where the map is: asking for it leads out of focus mode.
    if (state.alike && entered) args.actions.push(action::CloseAlike{});
    if (state.alike && !entered) args.actions.push(action::ToggleFocusMode{});
    begin_panel_ui(args.ui, "focus", "Focus mode", area.min, area.max);
    if (state.selection.current && *state.selection.current < state.project.size()) {
        document_ui(args, area, *state.selection.current);
    } else {
        empty_state_ui(args.ui, "focus/empty", {.icon = Icon::focus, .title = "Nothing is listed",
                                                .text = "Leave with Escape and clear the filter to go on."});
    }
    end_panel_ui();
    keys_ui(args);
}

}  // namespace labelscape
