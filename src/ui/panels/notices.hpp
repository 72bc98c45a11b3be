#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Messages as toasts, with undo where it applies.
class Notices {
public:
    /// At the lower edge of `area`, in its middle.
    void draw_ui(const PanelArgs& args, const Area& area);
};

}  // namespace labelscape
