#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "app/action.hpp"
#include "app/app_state.hpp"

namespace labelscape {

/// A keyboard shortcut. `key` is a printable character in lower case or a name: "Enter", "Escape", "Up", "Down",
/// "Space", "Delete", "F". `command` is Ctrl, or Cmd on a Mac.
struct Shortcut {
    std::string_view key;
    bool command = false;
    bool shift = false;
    bool alt = false;

    bool empty() const { return key.empty(); }
};

/// An action that needs no further input: one row of menus, palette, shortcuts, tooltips and the help overlay.
struct Command {
    std::string_view id;        ///< stable, such as "undo"; the probe's and the palette's name
    std::string_view title;     ///< sentence case
    std::string_view tooltip;
    std::string_view group;     ///< heading in the help overlay
    Shortcut shortcut;
    bool (*enabled)(const AppState&);
    std::function<Action(const AppState&)> make;
};

/// All commands in the order of the help overlay.
const std::vector<Command>& commands();
/// Null when there is none with this id.
const Command* find_command(std::string_view id);
/// "Ctrl+Z", or "⌘Z" on a Mac; empty without shortcut.
std::string shortcut_text(const Shortcut& shortcut, bool mac);

}  // namespace labelscape
