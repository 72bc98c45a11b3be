#pragma once

namespace labelscape {

// Whether a menu or dialog is there, so that keys and presses are its own. Dear ImGui keeps one that is drawn no more
// on its stack until its next frames, which may be the ones of a key.

/// One was drawn in this frame: for what comes after all menus and dialogs.
bool popup_drawn();
/// One was drawn in this frame or the last: for what may come before them.
bool popup_shown();

}  // namespace labelscape
