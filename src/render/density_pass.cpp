#include "render/density_pass.hpp"

#include <algorithm>

#include "render/density_grid.hpp"
#include "shader_sources.hpp"

namespace labelscape {
namespace {

constexpr double k_fade_from_zoom = 2.5;
constexpr double k_fade_to_zoom = 9;

float strength_at(double zoom) {
    const double t =
        std::clamp((zoom - k_fade_from_zoom) / (k_fade_to_zoom - k_fade_from_zoom), 0.0, 1.0);
    return static_cast<float>(1 - t * t * (3 - 2 * t));
}

}  // namespace

void DensityPass::prepare() {
    program_.start("density", {shaders::spaces_glsl, shaders::density_vert},
                   {shaders::density_frag});
}

Status DensityPass::link() {
    prepare();
    return program_.finish();
}

void DensityPass::sync(const ScatterInputs& inputs, const PointStore& store) {
    if (filled_ && positions_version_ == inputs.positions_version &&
        colors_version_ == inputs.colors_version && flags_version_ == inputs.flags_version) {
        return;
    }
    const DensityGrid grid =
        density_of(inputs.positions, store.order(), store.layers(), store.colors());
    const std::vector<GridCorner> corners = density_tiles(grid);
    bounds_ = grid.bounds;
    corner_count_ = static_cast<std::int32_t>(corners.size());
    tile_buffer_.set(bytes_of(corners), GL_DYNAMIC_DRAW);
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_UNSIGNED_BYTE, GL_FALSE, 0, nullptr);
    if (!grid.cells.empty()) {
        texture_.set(GL_RGBA8, DensityGrid::k_side, DensityGrid::k_side, GL_RGBA, GL_UNSIGNED_BYTE,
                     grid.cells.data(), GL_LINEAR);
    }
    positions_version_ = inputs.positions_version;
    colors_version_ = inputs.colors_version;
    flags_version_ = inputs.flags_version;
    filled_ = true;
}

Status DensityPass::draw(const ScatterInputs& inputs, const PointStore& store,
                         const ScatterView& view) {
    const float strength = strength_at(view.zoom);
    if (strength <= 0 || store.order().points().empty()) return {};
    if (const Status linked = link(); !linked) return linked;
    glActiveTexture(GL_TEXTURE0);
    glBindVertexArray(vertex_array_.need());
    sync(inputs, store);
    if (corner_count_ == 0) return {};

    program_.use();
    set_viewport(view, 0);
    set_spaces(program_, view, 0);
    program_.set("u_bounds_data", bounds_.min_x, bounds_.min_y, bounds_.max_x, bounds_.max_y);
    program_.set("u_side", static_cast<float>(DensityGrid::k_side));
    program_.set("u_density", 0);
    texture_.bind();
    program_.set("u_strength", strength * (view.theme == Theme::dark ? 0.42f : 0.46f));
    glDrawArrays(GL_TRIANGLES, 0, corner_count_);
    return {};
}

void DensityPass::forget() {
    program_.forget();
    vertex_array_.forget();
    tile_buffer_.forget();
    texture_.forget();
    filled_ = false;
}

}  // namespace labelscape
