#pragma once

namespace labelscape {

/// Whether a menu or dialog was drawn in this frame or the last, so that keys and presses are its own. Dear ImGui keeps
/// one that is drawn no more on its stack until its next frames, which may be the ones of a key.
bool popup_shown();

}  // namespace labelscape
