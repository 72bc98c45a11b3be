#pragma once

#include "render/camera2d.hpp"
#include "render/gl_objects.hpp"
#include "render/scatter_inputs.hpp"

namespace labelscape {

/// What all passes of one frame share.
struct ScatterView {
    Camera2D camera;
    ViewSize size_px;  ///< CSS pixels
    float pixel_ratio = 1;
    double zoom = 1;  ///< 1 where all points just fit
    Theme theme = Theme::dark;
    Rgba8 background;
    std::int32_t x = 0;  ///< rectangle in the framebuffer that is being drawn
    std::int32_t y = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
};

/// `data_bounds` of the points that are drawn.
ScatterView view_of(const ScatterInputs& inputs, const DataBounds& data_bounds);
/// What the view shows and `margin_px` more on each side.
DataBounds bounds_with_margin(const ScatterView& view, float margin_px);

/// Viewport on the rectangle grown by `margin` device pixels on each side: a point is clipped by
/// its center, so discs at the border need room outside. Drawing stays inside by the scissor.
void set_viewport(const ScatterView& view, std::int32_t margin);
/// Uniforms of shaders/common/spaces.glsl for a viewport with that margin; the program must be in
/// use.
void set_spaces(GlProgram& program, const ScatterView& view, std::int32_t margin);

/// A color as three floats 0..1 and an opacity, multiplied in.
void set_premultiplied(GlProgram& program, const char* uniform, Rgba8 color, float opacity);

}  // namespace labelscape
