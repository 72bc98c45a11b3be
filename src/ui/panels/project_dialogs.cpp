#include "ui/panels/project_dialogs.hpp"

#include "app/actions/exports.hpp"
#include "app/actions/projects.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/progress.hpp"

namespace labelscape {
namespace {

/// Saving takes less as a rule, and then nothing is shown.
constexpr double k_patience_ms = 800;

}  // namespace

void LeaveDialog::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const Leaving& leaving = *args.state.leaving;
    const bool failed = !leaving.why.empty();
    if (!failed && args.state.now_ms - leaving.since_ms < k_patience_ms) {
        ui.wish.wake_in(k_patience_ms / 1000);
        return;
    }
    const DialogResult dialog = begin_dialog_ui(
        ui, "leave", failed ? "Not everything is saved" : "Saving " + args.state.project.name, {.width = 520});
    if (failed) {
        text_wrapped_ui(ui, leaving.why, body(ui));
        text_wrapped_ui(ui,
                        "A project file holds all that is here: save one first, and open it again later. "
                        "Closed without it, the last changes to " +
                            args.state.project.name + " are lost.",
                        body(ui));
    } else {
        spinner_ui(ui);
        ImGui::SameLine(0, ui.t.gap(2));
        text_ui(ui, "The project closes when all of it is saved", secondary(ui));
    }
    const FooterButton buttons[] = {
        {"leave/file", "Save project file", {.kind = ButtonKind::primary, .icon = Icon::download}},
        {"leave/stay", "Keep it open", {.shortcut = "Esc"}},
        {"leave/discard", "Close without saving", {.kind = ButtonKind::danger}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (pressed == 0) args.actions.push(action::Export{"project", false});
    if (pressed == 1 || dialog.close_asked) args.actions.push(action::KeepOpen{});
    if (pressed == 2) args.actions.push(action::LeaveUnsaved{});
}

void OfferDialog::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const OfferedUrl& offered = *args.state.offered;
    const DialogResult dialog = begin_dialog_ui(
        ui, "offer", offered.is_project ? "Open a project from a link?" : "Open data from a link?", {.width = 520});
    const std::string from = offered.origin.empty() ? "this site" : offered.origin;
    text_wrapped_ui(
        ui, "The link that led here names " + (offered.name.empty() ? "a file" : offered.name) + " on " + from + ".",
        body(ui));
    std::string what =
        offered.origin.empty() ? "" : "Nothing has been asked of that host yet; how large the file is, only it knows. ";
    what += offered.is_project ? "Opened, the project is kept in this browser beside your own." : "";
    if (!what.empty()) text_wrapped_ui(ui, what, secondary(ui));
    text_wrapped_ui(ui, offered.url, caption(ui));
    const FooterButton buttons[] = {{"offer/open", "Open it", {.kind = ButtonKind::primary}},
                                    {"offer/cancel", "Cancel", {.shortcut = "Esc"}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    end_dialog_ui(ui);
    if (pressed == 0) args.actions.push(action::AnswerOffer{true});
    if (pressed == 1 || dialog.close_asked) args.actions.push(action::AnswerOffer{false});
}

}  // namespace labelscape
