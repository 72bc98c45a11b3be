#pragma once

#include <string>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct InputOptions {
    std::string_view hint = {};       ///< shown while empty
    Icon icon = Icon::none;
    std::string_view error = {};      ///< not empty: red edge, and the text below
    float width = 0;                  ///< 0 fills the line
    int lines = 1;                    ///< more than 1: a text area
    bool take_focus = false;          ///< set in the frame in which it should get the keyboard
    bool select_all = false;          ///< with take_focus
    bool keeps_focus = false;         ///< Enter submits and the next entry can be typed at once; one line only
    bool disabled = false;
    bool small = false;
    bool secret = false;              ///< shown as dots, and not told to anybody
    std::string_view shortcut = {};   ///< shown at the end while empty and not focused
};

struct InputResult {
    bool changed = false;
    bool submitted = false;           ///< Enter (Ctrl+Enter in a text area)
    bool cancelled = false;           ///< Escape; the text is as before
    bool left = false;                ///< lost the keyboard after a change
};

/// A line or an area of text of any script (composed text is shown while one types it).
InputResult text_input_ui(const UiContext& ui, std::string_view name, std::string_view label, std::string& text,
                          const InputOptions& options = {});

/// With a magnifier and an x that clears.
InputResult search_box_ui(const UiContext& ui, std::string_view name, std::string_view label, std::string& text,
                          const InputOptions& options = {});

}  // namespace labelscape
