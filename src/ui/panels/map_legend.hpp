#pragma once

#include "ui/panel_args.hpp"
#include "ui/panels/map_colors.hpp"

namespace labelscape {

/// What the points are colored by, to choose from, and what the colors mean. `right_top` is where the box hangs.
/// Gives the place it takes.
Area map_legend_ui(const PanelArgs& args, const MapLegend& legend, ImVec2 right_top, float max_height);

}  // namespace labelscape
