#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "render/camera2d.hpp"
#include "render/color.hpp"

namespace labelscape {

/// A corner of a triangle of shaders/overlay.vert. Lengths in CSS pixels of the view, y down.
struct OverlayVertex {
    Vec2 px;
    float across_px = 0;  ///< signed distance from the line's middle
    float along_px = 0;   ///< distance from its start
    float half_width_px = 0;
    float dash_px = 0;  ///< length of a dash and of a gap; 0: solid
    Rgba8 color;        ///< straight alpha
};

struct LineStyle {
    float width_px = 1.5f;
    float dash_px = 0;
    Rgba8 color;
};

/// Triangles of an open or closed line with mitered corners; corners nearer than half a pixel are
/// skipped.
void append_line(std::vector<OverlayVertex>& triangles, std::span<const Vec2> corners_px,
                 bool closed, const LineStyle& style);
/// A filled rectangle.
void append_rectangle(std::vector<OverlayVertex>& triangles, Vec2 corner_px, Vec2 opposite_px,
                      Rgba8 color);
/// A fan of triangles over a polygon. Drawn by inverting pixels, it leaves the even-odd inside.
void append_fan(std::vector<OverlayVertex>& triangles, std::span<const Vec2> corners_px);

}  // namespace labelscape
