#pragma once

#include <string>

#include "render/scatter_inputs.hpp"
#include "ui/panel_args.hpp"
#include "ui/panels/map_camera.hpp"
#include "ui/panels/map_colors.hpp"
#include "ui/panels/map_gestures.hpp"
#include "ui/panels/map_points.hpp"
#include "ui/panels/map_topics.hpp"

namespace labelscape {

/// The scatter plot with its gestures, the names of the microtopics, and how it is colored.
class MapPanel {
public:
    void draw_ui(const PanelArgs& args, const Area& area);
    const Camera2D& camera() const { return camera_.camera(); }

private:
    void empty_ui(const PanelArgs& args);
    void map_ui(const PanelArgs& args, const Area& area);
    void points_ui(const PanelArgs& args, const Area& area);
    Area toolbar_ui(const PanelArgs& args, const Area& area);
    Area unplaced_ui(const PanelArgs& args, const Area& area);
    Area model_ui(const PanelArgs& args, const Area& area);
    static void draw_callback(const ImDrawList* list, const ImDrawCmd* command);

    MapPoints points_;
    MapColors colors_;
    MapCamera camera_;
    MapGestures gestures_;
    MapTopics topics_;
    std::vector<NameBox> overlays_;   ///< where other things stood in the last frame

    // For the callback, which runs when the frame is rendered
    ScatterInputs inputs_;
    ScatterRenderer* renderer_ = nullptr;
    std::string failure_;         ///< of the last drawing; empty when it went well
};

}  // namespace labelscape
