#include "render/scatter_pass.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "render/palette.hpp"
#include "shader_sources.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_viewport_margin = 32;

float radius_in(const ScatterView& view, const PointSizeRule& size, const PointStore& store) {
    return point_radius_px(size, static_cast<std::int64_t>(store.order().points().size()),
                           view.zoom);
}

/// Discs that lie over each other on average where a cell of the order holds one point.
float overlap_of(const ScatterView& view, const PointStore& store, float radius_px) {
    const double cell_px = store.order().cell_size() * view.camera.px_per_unit;
    return static_cast<float>(std::numbers::pi * radius_px * radius_px / (cell_px * cell_px));
}

}  // namespace

void ScatterPass::prepare() {
    plain_.start("scatter", {shaders::spaces_glsl, shaders::scatter_vert}, {shaders::scatter_frag});
    ringed_.start("scatter with ring", {shaders::spaces_glsl, shaders::scatter_vert},
                  {"#define RING\n", shaders::scatter_frag});
}

Status ScatterPass::link(bool ringed) {
    prepare();
    return (ringed ? ringed_ : plain_).finish();
}

void ScatterPass::use(const Look& look, const ScatterView& view) {
    GlProgram& program = look.ring_px > 0 ? ringed_ : plain_;
    const float radius = look.radius_px * view.pixel_ratio;
    const auto share = [](std::uint8_t channel) { return static_cast<float>(channel) / 255.0f; };
    program.use();
    set_viewport(view, k_viewport_margin);
    set_spaces(program, view, k_viewport_margin);
    program.set("u_radius_px", radius);
    program.set("u_sprite_px", 2 * radius + 1);
    program.set("u_overlap", look.overlap);
    program.set("u_overlap_limit", look.overlap_limit);
    program.set("u_points_per_cell", look.points_per_cell);
    program.set("u_opacity", look.opacity);
    program.set("u_fade", share(view.background.r), share(view.background.g),
                share(view.background.b), look.fade);
    if (look.ring_px > 0) {
        program.set("u_ring_px", look.ring_px * view.pixel_ratio);
        set_premultiplied(program, "u_ring", look.ring, 1);
    }
}

Result<ScatterPass::Drawn> ScatterPass::draw(PointStore& store, const ScatterView& view,
                                             const PointSizeRule& size, std::int64_t budget) {
    const PointOrder& order = store.order();
    const PointLayers& layers = store.layers();
    if (order.points().empty()) return Drawn{};
    const bool has_selection = layers.count(PointLayer::selected) > 0;
    if (const Status linked = link(false); !linked) return linked.error();
    if (has_selection) {
        if (const Status linked = link(true); !linked) return linked.error();
    }

    const DataBounds bounds = bounds_with_margin(view, 2 * size.max_radius_px * size.scale);
    const auto visible = layers.visible_by_level(order, bounds);
    const std::int32_t last_level = last_level_within(budget, visible);
    Drawn drawn;
    drawn.thinned = std::any_of(visible.begin() + last_level + 1, visible.end(),
                                [](std::int64_t count) { return count > 0; });

    const float radius = radius_in(view, size, store);
    const auto all = static_cast<double>(order.points().size());
    const auto draw_layer = [&](PointLayer layer, Look look, float overlap_share) {
        runs_.clear();
        layers.append_runs(order, layer, bounds, last_level, runs_);
        if (runs_.empty()) return;
        look.overlap = overlap_of(view, store, look.radius_px) * overlap_share;
        look.overlap_limit = static_cast<float>(layers.count(layer));
        if (drawn.thinned) look.points_per_cell = std::exp2(static_cast<float>(last_level));
        use(look, view);
        drawn.points += store.draw(runs_);
        drawn.draw_calls += static_cast<std::int32_t>(runs_.size());
    };
    const auto share_of = [&](PointLayer layer) {
        return static_cast<float>(static_cast<double>(layers.count(layer)) / all);
    };
    draw_layer(PointLayer::dimmed, {.radius_px = 0.85f * radius, .opacity = 0.4f, .fade = 0.6f},
               share_of(PointLayer::dimmed));
    draw_layer(PointLayer::normal, {.radius_px = radius, .opacity = has_selection ? 0.75f : 1.0f},
               share_of(PointLayer::normal));
    const float ring = radius >= 1.8f ? 1.0f : 0.6f;
    draw_layer(PointLayer::selected,
               {.radius_px = radius + 0.4f + ring, .ring_px = ring, .ring = map_ink(view.theme)},
               0.3f * share_of(PointLayer::selected));
    return drawn;
}

Status ScatterPass::draw_marked(PointStore& store, const ScatterView& view,
                                const PointSizeRule& size, std::int32_t point, float ring_px,
                                Rgba8 ring) {
    if (point < 0) return {};
    if (const Status linked = link(true); !linked) return linked;
    const float radius = std::max(radius_in(view, size, store) + 1.0f, 3.5f);
    use({.radius_px = radius + ring_px, .ring_px = ring_px, .ring = ring}, view);
    store.draw_point(point);
    return {};
}

void ScatterPass::forget() {
    plain_.forget();
    ringed_.forget();
}

}  // namespace labelscape
