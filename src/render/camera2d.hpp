#pragma once

#include <span>

namespace labelscape {

/// A point or a vector; the variable's name says in which space.
struct Vec2 {
    float x = 0;
    float y = 0;
    bool operator==(const Vec2&) const = default;
};

/// Width and height in CSS pixels.
struct ViewSize {
    float width = 0;
    float height = 0;
    bool operator==(const ViewSize&) const = default;
};

/// Axis-aligned rectangle in data space.
struct DataBounds {
    float min_x = 0;
    float min_y = 0;
    float max_x = 0;
    float max_y = 0;
    bool operator==(const DataBounds&) const = default;
};

/// Bounds of finite points x0, y0, x1, y1, ...; a unit square around the origin where there are
/// none.
DataBounds bounds_of(std::span<const float> positions);

/// Which part of the plane is seen. Data y points up, pixel y points down from the view's upper
/// left corner.
struct Camera2D {
    double center_x = 0;  ///< data coordinates of the middle of the view
    double center_y = 0;
    double px_per_unit = 100;  ///< CSS pixels for one data unit; positive
    bool operator==(const Camera2D&) const = default;
};

Vec2 px_from_data(const Camera2D& camera, ViewSize view, Vec2 data);
Vec2 data_from_px(const Camera2D& camera, ViewSize view, Vec2 px);
/// What the view shows.
DataBounds visible_bounds(const Camera2D& camera, ViewSize view);

/// How far one can go: the center stays in `bounds`, the zoom in a range around the fit.
struct CameraLimits {
    DataBounds bounds;
    double min_px_per_unit = 1e-9;
    double max_px_per_unit = 1e9;
};

/// From half the fit to 2,000 times the fit.
CameraLimits limits_for(const DataBounds& bounds, ViewSize view);
Camera2D clamped(Camera2D camera, const CameraLimits& limits);

/// The whole of `bounds` in the view with `padding_px` around it.
Camera2D fitted_to(const DataBounds& bounds, ViewSize view, float padding_px = 32);
/// Magnified by `factor` while the data under `anchor_px` stays under it; at a limit of the zoom
/// nothing moves.
Camera2D zoomed_about(const Camera2D& camera, ViewSize view, Vec2 anchor_px, double factor,
                      const CameraLimits& limits);
/// Moved as if the picture were dragged by `delta_px`.
Camera2D panned_by(const Camera2D& camera, Vec2 delta_px, const CameraLimits& limits);

/// Follows a target camera smoothly: exponential approach, the same whatever the frame rate.
/// A zoom about a point keeps that point fixed on the way.
class CameraMotion {
public:
    /// Time constants in milliseconds: for a wheel or key press, and for a flight to another place.
    static constexpr double k_follow_ms = 60;
    static constexpr double k_flight_ms = 140;

    const Camera2D& camera() const { return camera_; }
    const Camera2D& target() const { return target_; }
    bool moving() const { return camera_ != target_; }

    void jump_to(const Camera2D& camera) { camera_ = target_ = camera; }
    void aim_at(const Camera2D& target, double time_constant_ms = k_follow_ms);
    /// Advances by `dt_ms` and returns the camera; arrives exactly.
    const Camera2D& step(double dt_ms);

private:
    Camera2D camera_;
    Camera2D target_;
    double time_constant_ms_ = k_follow_ms;
};

}  // namespace labelscape
