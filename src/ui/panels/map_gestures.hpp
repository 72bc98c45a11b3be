#pragma once

#include <optional>
#include <vector>

#include "ui/panel_args.hpp"
#include "ui/panels/map_camera.hpp"
#include "ui/panels/map_points.hpp"
#include "ui/widgets/item.hpp"

namespace labelscape {

enum class MapTool : std::uint8_t { lasso, box, pan };

/// What a key of the map says on its button.
inline constexpr std::string_view k_tool_keys[] = {"Q", "B", "H"};

/// What the pointer and the keys do on the map.
class MapGestures {
public:
    MapTool tool() const { return tool_; }
    void choose(MapTool tool) { tool_ = tool; }
    /// The point under the pointer; none while something is dragged.
    std::optional<DocId> hovered() const { return hovered_; }
    std::span<const Vec2> lasso() const;
    std::optional<DataBounds> box() const;
    bool dragging() const { return dragging_ != Drag::none; }

    /// Takes the whole `area` as one widget under all others of the window.
    void update_ui(const PanelArgs& args, const Area& area, MapCamera& camera, MapPoints& points);
    /// Keys of the map, whether or not the pointer is on it.
    void keys(const PanelArgs& args, MapCamera& camera);

private:
    enum class Drag : std::uint8_t { none, click, lasso, box, pan };

    void begin(ImVec2 local);
    void move(ImVec2 local, MapCamera& camera);
    void finish(const PanelArgs& args, MapCamera& camera, MapPoints& points);
    void click(const PanelArgs& args, MapCamera& camera);
    void cancel_by_key();

    MapTool tool_ = MapTool::lasso;
    Drag dragging_ = Drag::none;
    Drag wanted_ = Drag::none;        ///< what a click becomes once it has moved
    ImVec2 from_{}, last_{};          ///< in pixels of the view
    std::vector<Vec2> lasso_;         ///< in data space
    Vec2 box_from_, box_to_;          ///< in data space
    std::optional<DocId> hovered_;
    std::optional<DocId> pressed_;    ///< what was under the pointer when the button went down
};

}  // namespace labelscape
