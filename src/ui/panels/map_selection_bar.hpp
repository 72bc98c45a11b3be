#pragma once

#include "ui/panel_args.hpp"
#include "ui/panels/map_points.hpp"

namespace labelscape {

/// What can be done with the selected documents, floating at the bottom of the map; nothing while none is selected.
/// Gives the place it takes, empty without.
Area map_selection_bar_ui(const PanelArgs& args, const MapPoints& points, const Area& area);

}  // namespace labelscape
