#include "render/scatter_view.hpp"

#include <algorithm>

#include "render/palette.hpp"

namespace labelscape {

ScatterView view_of(const ScatterInputs& inputs, const DataBounds& data_bounds) {
    const ScatterTarget& target = inputs.target;
    ScatterView view;
    view.camera = inputs.camera;
    view.pixel_ratio = std::max(target.pixel_ratio, 0.1f);
    view.size_px = {static_cast<float>(target.width) / view.pixel_ratio,
                    static_cast<float>(target.height) / view.pixel_ratio};
    const bool one_place =
        data_bounds.min_x == data_bounds.max_x && data_bounds.min_y == data_bounds.max_y;
    if (!one_place) {
        view.zoom = inputs.camera.px_per_unit / fitted_to(data_bounds, view.size_px, 0).px_per_unit;
    }
    view.theme = inputs.theme;
    view.background = inputs.background.value_or(map_background(inputs.theme));
    view.x = target.x;
    view.y = target.y;
    view.width = target.width;
    view.height = target.height;
    return view;
}

DataBounds bounds_with_margin(const ScatterView& view, float margin_px) {
    const Vec2 corner = data_from_px(view.camera, view.size_px, {-margin_px, -margin_px});
    const Vec2 opposite =
        data_from_px(view.camera, view.size_px,
                     {view.size_px.width + margin_px, view.size_px.height + margin_px});
    return {corner.x, opposite.y, opposite.x, corner.y};
}

void set_viewport(const ScatterView& view, std::int32_t margin) {
    glViewport(view.x - margin, view.y - margin, view.width + 2 * margin, view.height + 2 * margin);
}

void set_spaces(GlProgram& program, const ScatterView& view, std::int32_t margin) {
    const auto high_x = static_cast<float>(view.camera.center_x);
    const auto high_y = static_cast<float>(view.camera.center_y);
    program.set("u_center_data", high_x, high_y, static_cast<float>(view.camera.center_x - high_x),
                static_cast<float>(view.camera.center_y - high_y));
    const double device_px_per_unit = view.camera.px_per_unit * view.pixel_ratio;
    program.set("u_clip_per_unit",
                static_cast<float>(2 * device_px_per_unit / (view.width + 2.0 * margin)),
                static_cast<float>(2 * device_px_per_unit / (view.height + 2.0 * margin)));
}

void set_premultiplied(GlProgram& program, const char* uniform, Rgba8 color, float opacity) {
    const float scale = opacity / 255.0f;
    program.set(uniform, static_cast<float>(color.r) * scale, static_cast<float>(color.g) * scale,
                static_cast<float>(color.b) * scale, opacity);
}

}  // namespace labelscape
