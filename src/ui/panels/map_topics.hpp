#pragma once

#include <optional>
#include <vector>

#include "ui/panel_args.hpp"
#include "ui/panels/map_camera.hpp"
#include "ui/panels/map_names.hpp"

namespace labelscape {

/// Names of the microtopics on the map, larger ones first, more of them as one zooms in; a press selects the topic.
class MapTopics {
public:
    /// `blocked`: places of other things, in pixels of the page.
    void draw_ui(const PanelArgs& args, const Area& area, const MapCamera& camera, std::span<const NameBox> blocked);
    /// Boxes of the last frame.
    const std::vector<PlacedName>& placed() const { return placed_; }

private:
    std::vector<PlacedName> placed_;
};

}  // namespace labelscape
