#pragma once

#include "ui/fonts.hpp"
#include "ui/text/text_drawer.hpp"
#include "ui/theme.hpp"
#include "ui/ui_probe.hpp"

namespace labelscape {

class ScatterRenderer;

/// When the next frame must come although nobody touches anything.
struct FrameWish {
    bool now = false;          ///< something moves: draw the next frame at once
    double within_s = 1e9;     ///< or after so long, for a delay that runs

    void animate() { now = true; }
    void wake_in(double seconds) { within_s = seconds < within_s ? seconds : within_s; }
};

/// What every function that draws gets. Valid for one frame.
struct UiContext {
    const Tokens& t;
    const Fonts& fonts;
    TextDrawer& text;
    Probe& probe;
    ScatterRenderer* scatter;  ///< null where there is no GL (tests)
    FrameWish& wish;
    bool mac = false;          ///< Cmd instead of Ctrl in shortcut texts
    float pixel_ratio = 1;     ///< device pixels for one CSS pixel
    double now_s = 0;          ///< since some start
    double dt_s = 0;           ///< since the last frame
};

}  // namespace labelscape
