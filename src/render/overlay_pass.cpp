#include "render/overlay_pass.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "render/palette.hpp"
#include "shader_sources.hpp"

namespace labelscape {
namespace {

constexpr float k_dash_px = 5;
constexpr float k_fill_opacity = 0.13f;

Rgba8 translucent(Rgba8 color, float opacity) {
    return with_alpha(color, static_cast<std::uint8_t>(std::lround(opacity * 255.0f)));
}

void point_attribute(GLuint location, GLint components, GLenum type, GLboolean normalized,
                     std::size_t offset) {
    glEnableVertexAttribArray(location);
    glVertexAttribPointer(location, components, type, normalized, sizeof(OverlayVertex),
                          reinterpret_cast<const void*>(offset));
}

}  // namespace

void OverlayPass::prepare() {
    program_.start("overlay", {shaders::overlay_vert}, {shaders::overlay_frag});
}

Status OverlayPass::link() {
    prepare();
    return program_.finish();
}

Status OverlayPass::draw_triangles(const ScatterView& view) {
    if (triangles_.empty()) return {};
    if (const Status linked = link(); !linked) return linked;
    glBindVertexArray(vertex_array_.need());
    vertex_buffer_.set(bytes_of(triangles_), GL_STREAM_DRAW);
    point_attribute(0, 2, GL_FLOAT, GL_FALSE, offsetof(OverlayVertex, px));
    point_attribute(1, 4, GL_FLOAT, GL_FALSE, offsetof(OverlayVertex, across_px));
    point_attribute(2, 4, GL_UNSIGNED_BYTE, GL_TRUE, offsetof(OverlayVertex, color));
    program_.use();
    program_.set("u_view_px", view.size_px.width, view.size_px.height);
    program_.set("u_pixel_ratio", view.pixel_ratio);
    glDrawArrays(GL_TRIANGLES, 0, static_cast<GLsizei>(triangles_.size()));
    triangles_.clear();
    return {};
}

Status OverlayPass::draw_edges(const ScatterInputs& inputs, const ScatterView& view) {
    const std::size_t points = inputs.positions.size() / 2;
    const Rgba8 ink = map_ink(view.theme);
    for (const ScatterEdge& edge : inputs.overlay.edges) {
        if (edge.from >= points || edge.to >= points) continue;
        const auto px = [&](std::uint32_t point) {
            return px_from_data(view.camera, view.size_px,
                                {inputs.positions[2 * point], inputs.positions[2 * point + 1]});
        };
        const Vec2 ends[] = {px(edge.from), px(edge.to)};
        if (!std::isfinite(ends[0].x + ends[0].y + ends[1].x + ends[1].y)) continue;
        const float strength = std::clamp(edge.strength, 0.0f, 1.0f);
        append_line(triangles_, ends, false,
                    {.width_px = 1.2f, .color = translucent(ink, 0.12f + 0.5f * strength)});
    }
    set_viewport(view, 0);
    return draw_triangles(view);
}

Status OverlayPass::draw_selection(const ScatterOverlay& overlay, const ScatterView& view,
                                   std::uint32_t framebuffer, PicturePass& pictures) {
    const Rgba8 accent = map_accent(view.theme);
    const Rgba8 casing = translucent(view.background, 0.65f);
    const auto outline = [&](std::span<const Vec2> corners) {
        append_line(triangles_, corners, true, {.width_px = 3.5f, .color = casing});
        append_line(triangles_, corners, true,
                    {.width_px = 1.5f, .dash_px = k_dash_px, .color = accent});
    };
    set_viewport(view, 0);
    if (overlay.box) {
        const Vec2 a =
            px_from_data(view.camera, view.size_px, {overlay.box->min_x, overlay.box->max_y});
        const Vec2 b =
            px_from_data(view.camera, view.size_px, {overlay.box->max_x, overlay.box->min_y});
        append_rectangle(triangles_, a, b, translucent(accent, k_fill_opacity));
        const Vec2 corners[] = {a, {b.x, a.y}, b, {a.x, b.y}};
        outline(corners);
    }
    std::vector<Vec2> lasso_px(overlay.lasso.size());
    std::ranges::transform(overlay.lasso, lasso_px.begin(), [&](Vec2 corner) {
        return px_from_data(view.camera, view.size_px, corner);
    });
    if (lasso_px.size() > 2) {
        if (Status filled = fill_lasso(view, lasso_px, framebuffer, pictures); !filled)
            return filled;
    }
    outline(lasso_px);
    return draw_triangles(view);
}

Status OverlayPass::fill_lasso(const ScatterView& view, std::span<const Vec2> corners_px,
                               std::uint32_t framebuffer, PicturePass& pictures) {
    if (Status drawn = draw_triangles(view); !drawn) return drawn;
    // Even-odd without a stencil buffer: every triangle of the fan inverts the pixels of a small
    // mask. Half of the resolution is enough, the outline covers the border.
    const std::int32_t width = std::max(view.width / 2, 1), height = std::max(view.height / 2, 1);
    glDisable(GL_SCISSOR_TEST);
    if (Status bound = mask_.bind_for_drawing(width, height); !bound) return bound;
    glViewport(0, 0, width, height);
    glClearColor(0, 0, 0, 0);
    glClear(GL_COLOR_BUFFER_BIT);
    glBlendFunc(GL_ONE_MINUS_DST_COLOR, GL_ZERO);
    append_fan(triangles_, corners_px);
    Status drawn = draw_triangles(view);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    set_viewport(view, 0);
    glEnable(GL_SCISSOR_TEST);
    if (!drawn) return drawn;
    return pictures.draw(mask_, map_accent(view.theme), k_fill_opacity);
}

void OverlayPass::forget() {
    program_.forget();
    vertex_array_.forget();
    vertex_buffer_.forget();
    mask_.forget();
}

}  // namespace labelscape
