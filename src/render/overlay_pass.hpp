#pragma once

#include <span>
#include <vector>

#include "base/result.hpp"
#include "render/gl_objects.hpp"
#include "render/overlay_shapes.hpp"
#include "render/picture_pass.hpp"
#include "render/scatter_view.hpp"

namespace labelscape {

/// Lines between documents, the selection box and the lasso. Blending must be on for premultiplied
/// colors.
class OverlayPass {
public:
    /// Lets the driver compile; else link() does.
    void prepare();
    /// Waits for the driver; else the first use does.
    Status link();
    Status draw_edges(const ScatterInputs& inputs, const ScatterView& view);
    /// Leaves `framebuffer` bound and the scissor on the view's rectangle.
    Status draw_selection(const ScatterOverlay& overlay, const ScatterView& view,
                          std::uint32_t framebuffer, PicturePass& pictures);
    void forget();

private:
    Status draw_triangles(const ScatterView& view);
    Status fill_lasso(const ScatterView& view, std::span<const Vec2> corners_px,
                      std::uint32_t framebuffer, PicturePass& pictures);

    GlProgram program_;
    GlVertexArray vertex_array_;
    GlBuffer vertex_buffer_{GL_ARRAY_BUFFER};
    GlPicture mask_;
    std::vector<OverlayVertex> triangles_;
};

}  // namespace labelscape
