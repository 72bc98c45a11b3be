#include "render/camera2d.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {
namespace {

struct Extent {
    double width, height;
};

/// Never zero, so that a single point or a line can be fitted.
Extent extent_of(const DataBounds& bounds) {
    const double width = static_cast<double>(bounds.max_x) - bounds.min_x;
    const double height = static_cast<double>(bounds.max_y) - bounds.min_y;
    const double smallest = std::max({width, height, 1e-6}) * 1e-3;
    return {std::max(width, smallest), std::max(height, smallest)};
}

double fit_scale(const DataBounds& bounds, ViewSize view, float padding_px) {
    const Extent extent = extent_of(bounds);
    const double width = std::max(view.width - 2.0 * padding_px, view.width * 0.25 + 1.0);
    const double height = std::max(view.height - 2.0 * padding_px, view.height * 0.25 + 1.0);
    return std::min(width / extent.width, height / extent.height);
}

}  // namespace

DataBounds bounds_of(std::span<const float> positions) {
    constexpr float infinity = INFINITY;
    DataBounds bounds{infinity, infinity, -infinity, -infinity};
    for (std::size_t i = 0; i + 1 < positions.size(); i += 2) {
        const float x = positions[i], y = positions[i + 1];
        if (!std::isfinite(x) || !std::isfinite(y)) continue;
        bounds.min_x = std::min(bounds.min_x, x);
        bounds.max_x = std::max(bounds.max_x, x);
        bounds.min_y = std::min(bounds.min_y, y);
        bounds.max_y = std::max(bounds.max_y, y);
    }
    if (bounds.min_x > bounds.max_x) return {-0.5f, -0.5f, 0.5f, 0.5f};
    return bounds;
}

Vec2 px_from_data(const Camera2D& camera, ViewSize view, Vec2 data) {
    return {
        static_cast<float>((data.x - camera.center_x) * camera.px_per_unit + 0.5 * view.width),
        static_cast<float>((camera.center_y - data.y) * camera.px_per_unit + 0.5 * view.height)};
}

Vec2 data_from_px(const Camera2D& camera, ViewSize view, Vec2 px) {
    return {static_cast<float>(camera.center_x + (px.x - 0.5 * view.width) / camera.px_per_unit),
            static_cast<float>(camera.center_y - (px.y - 0.5 * view.height) / camera.px_per_unit)};
}

DataBounds visible_bounds(const Camera2D& camera, ViewSize view) {
    const Vec2 upper_left = data_from_px(camera, view, {0, 0});
    const Vec2 lower_right = data_from_px(camera, view, {view.width, view.height});
    return {upper_left.x, lower_right.y, lower_right.x, upper_left.y};
}

CameraLimits limits_for(const DataBounds& bounds, ViewSize view) {
    const double fit = fit_scale(bounds, view, 0);
    return {bounds, 0.5 * fit, 2000 * fit};
}

Camera2D clamped(Camera2D camera, const CameraLimits& limits) {
    camera.px_per_unit =
        std::clamp(camera.px_per_unit, limits.min_px_per_unit, limits.max_px_per_unit);
    camera.center_x = std::clamp<double>(camera.center_x, limits.bounds.min_x, limits.bounds.max_x);
    camera.center_y = std::clamp<double>(camera.center_y, limits.bounds.min_y, limits.bounds.max_y);
    return camera;
}

Camera2D fitted_to(const DataBounds& bounds, ViewSize view, float padding_px) {
    return {0.5 * (static_cast<double>(bounds.min_x) + bounds.max_x),
            0.5 * (static_cast<double>(bounds.min_y) + bounds.max_y),
            fit_scale(bounds, view, padding_px)};
}

Camera2D zoomed_about(const Camera2D& camera, ViewSize view, Vec2 anchor_px, double factor,
                      const CameraLimits& limits) {
    const double scale =
        std::clamp(camera.px_per_unit * factor, limits.min_px_per_unit, limits.max_px_per_unit);
    const double moved = 1 / camera.px_per_unit - 1 / scale;
    return clamped({camera.center_x + (anchor_px.x - 0.5 * view.width) * moved,
                    camera.center_y - (anchor_px.y - 0.5 * view.height) * moved, scale},
                   limits);
}

Camera2D panned_by(const Camera2D& camera, Vec2 delta_px, const CameraLimits& limits) {
    return clamped({camera.center_x - delta_px.x / camera.px_per_unit,
                    camera.center_y + delta_px.y / camera.px_per_unit, camera.px_per_unit},
                   limits);
}

void CameraMotion::aim_at(const Camera2D& target, double time_constant_ms) {
    target_ = target;
    time_constant_ms_ = std::max(time_constant_ms, 1.0);
}

const Camera2D& CameraMotion::step(double dt_ms) {
    if (!moving()) return camera_;
    const double done = 1 - std::exp(-std::max(dt_ms, 0.0) / time_constant_ms_);
    const double log_ratio = std::log(target_.px_per_unit / camera_.px_per_unit);
    const double scale = camera_.px_per_unit * std::exp(log_ratio * done);

    // The center as a linear function of the visible width: then whatever stays put in the end
    // stays put all the way.
    double share = done;
    const double width_change = 1 / target_.px_per_unit - 1 / camera_.px_per_unit;
    if (std::abs(log_ratio) > 1e-6) share = (1 / scale - 1 / camera_.px_per_unit) / width_change;
    camera_ = {std::lerp(camera_.center_x, target_.center_x, share),
               std::lerp(camera_.center_y, target_.center_y, share), scale};

    const double left_px =
        std::hypot(target_.center_x - camera_.center_x, target_.center_y - camera_.center_y) *
        target_.px_per_unit;
    const double left_zoom = std::abs(std::log(target_.px_per_unit / camera_.px_per_unit));
    if (left_px < 0.1 && left_zoom < 2e-4) camera_ = target_;
    return camera_;
}

}  // namespace labelscape
