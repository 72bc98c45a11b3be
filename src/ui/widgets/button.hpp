#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

enum class ButtonKind : std::uint8_t {
    primary,   ///< the one thing to do here; at most one a panel
    normal,
    quiet,     ///< no edge until hovered: toolbars, rows
    danger,    ///< destroys something
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::normal;
    Icon icon = Icon::none;
    std::string_view shortcut = {};   ///< text shown on the button, such as "Ctrl+Enter"
    std::string_view tooltip = {};
    bool disabled = false;
    bool small = false;               ///< control_small instead of control
    bool opens = false;               ///< a chevron at the end: opens a menu
    float width = 0;                  ///< 0 fits the text, -1 fills the line, else CSS pixels
};

/// True when pressed, by pointer, Space, Enter or a screen reader.
/// `name` is the probe's and the id: "labels/add". `label` may be of any script.
bool button_ui(const UiContext& ui, std::string_view name, std::string_view label, const ButtonOptions& options = {});
/// Width that button_ui would take.
float button_width(const UiContext& ui, std::string_view label, const ButtonOptions& options = {});

struct IconButtonOptions {
    std::string_view tooltip = {};    ///< empty: the label
    std::string_view shortcut = {};   ///< appended to the tooltip
    bool toggle = false;              ///< `on` is its state, shown and told to screen readers
    bool on = false;
    bool disabled = false;
    bool small = true;
    ImU32 color = 0;                  ///< of the icon; 0: secondary text
};

/// A square button; `label` is its accessible name.
bool icon_button_ui(const UiContext& ui, std::string_view name, std::string_view label, Icon icon,
                    const IconButtonOptions& options = {});

/// Text that acts like a link.
bool link_ui(const UiContext& ui, std::string_view name, std::string_view label, Icon icon = Icon::none);

}  // namespace labelscape
