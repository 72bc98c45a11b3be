#pragma once

#include "ui/panel_args.hpp"

namespace labelscape {

/// Asks what to do about a project that is left while not all of it is saved. Only while state.leaving is set.
class LeaveDialog {
public:
    static void draw_ui(const PanelArgs& args);
};

/// Asks whether to open the data that the page's address names. Only while state.offered is set.
class OfferDialog {
public:
    static void draw_ui(const PanelArgs& args);
};

}  // namespace labelscape
