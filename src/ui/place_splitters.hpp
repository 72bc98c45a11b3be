#pragma once

#include "ui/places.hpp"

namespace labelscape {

/// The bars between the places: what is dragged shows at once and is saved when it is let go.
class PlaceSplitters {
public:
    /// What to lay the page out with. Once a frame, before draw_ui.
    const PlaceSizes& sizes(const AppState& state);
    void draw_ui(const PanelArgs& args, const Places& places);

private:
    void bars_ui(const PanelArgs& args, const Places& places);
    void save(const PanelArgs& args) const;

    PlaceSizes sizes_;
    bool unsaved_ = false;
};

}  // namespace labelscape
