#pragma once

#include <cstdint>
#include <vector>

#include "base/result.hpp"
#include "render/gl_objects.hpp"
#include "render/point_store.hpp"
#include "render/scatter_view.hpp"

namespace labelscape {

/// Draws the points of a store as discs, layer after layer.
class ScatterPass {
public:
    struct Drawn {
        std::int64_t points = 0;
        std::int32_t draw_calls = 0;
        bool thinned = false;
    };

    /// Lets the driver compile, which takes software GL longer than drawing; else link() does.
    void prepare();
    /// Waits for the driver; else the first use does. `ringed`: the points of draw_marked().
    Status link(bool ringed);
    /// Blending must be on for premultiplied colors, the scissor on the view's rectangle.
    /// `budget`: about how many points may be drawn; crowded places lose points first.
    Result<Drawn> draw(PointStore& store, const ScatterView& view, const PointSizeRule& size,
                       std::int64_t budget);
    /// One point, larger and with a ring; nothing where `point` is -1 or unknown.
    Status draw_marked(PointStore& store, const ScatterView& view, const PointSizeRule& size,
                       std::int32_t point, float ring_px, Rgba8 ring);
    void forget();

private:
    /// How one group of discs looks, in CSS pixels.
    struct Look {
        float radius_px = 2;
        float ring_px = 0;  ///< part of the radius
        Rgba8 ring = {};
        float opacity = 1;
        float fade = 0;     ///< towards the background
        float overlap = 0;  ///< discs over each other where a cell holds one point
        float overlap_limit = 1;
        float points_per_cell = 1e9f;
    };

    void use(const Look& look, const ScatterView& view);

    GlProgram plain_;
    GlProgram ringed_;
    std::vector<PointRun> runs_;
};

}  // namespace labelscape
