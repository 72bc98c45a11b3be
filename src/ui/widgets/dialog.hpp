#pragma once

#include <span>
#include <string_view>

#include "ui/ui_context.hpp"
#include "ui/widgets/button.hpp"

namespace labelscape {

struct DialogOptions {
    float width = 560;
    float height = 0;                 ///< 0 fits the content, up to the page
    Icon icon = Icon::none;
    bool closable = true;             ///< x, Escape and a press outside ask to close
    bool plain = false;               ///< no header: the command palette
    float top = -1;                   ///< distance from the page's top; -1: centered
};

/// A dialog over the page, open as long as this is called. Always call end_dialog_ui:
///   const DialogResult dialog = begin_dialog_ui(ui, "import", "Import");
///   ...
///   const FooterButton buttons[] = {{"import/go", "Import", {.kind = ButtonKind::primary}}, {"import/cancel",
///   "Cancel"}}; const int pressed = dialog_footer_ui(ui, buttons); end_dialog_ui(ui); if (dialog.close_asked ||
///   pressed == 1) actions.push(...);
struct DialogResult {
    bool close_asked = false;
};
DialogResult begin_dialog_ui(const UiContext& ui, std::string_view name, std::string_view title,
                             const DialogOptions& options = {});

struct FooterButton {
    std::string_view name;
    std::string_view label;
    ButtonOptions options = {};
};
/// A hairline and buttons from the right: the first is the outermost. Returns the place of the one that was pressed,
/// or -1.
int dialog_footer_ui(const UiContext& ui, std::span<const FooterButton> buttons);
void end_dialog_ui(const UiContext& ui);
/// Enter, while the keyboard is on no control that would take it: the first button of the footer.
bool enter_pressed();
/// Height that the footer takes, for content that scrolls above it: begin a child of -dialog_footer_height(ui).
float dialog_footer_height(const UiContext& ui);

}  // namespace labelscape
