#pragma once

#include <cstdint>

namespace labelscape {

/// Radius of a disc in CSS pixels from zoom and count: grows with the square root of the zoom.
struct PointSizeRule {
    float min_radius_px = 1.5f;
    float max_radius_px = 7.0f;
    float scale = 1.0f;  ///< the user's wish; 2 is twice as large
    bool operator==(const PointSizeRule&) const = default;
};

/// `zoom` is 1 where all points fit into the view. More points start smaller.
float point_radius_px(const PointSizeRule& rule, std::int64_t point_count, double zoom);

/// Local crowding as a byte for the GPU: 16 steps for every factor of two.
/// `points_per_cell` is the expected number of points in one cell of the index.
std::uint8_t crowding_code(float points_per_cell);
float points_per_cell(std::uint8_t code);

/// Opacity of a disc that shares its place with `overlap` others on average (discs per disc area,
/// its own included): alone it is nearly opaque; a crowd together stays short of solid, so that its
/// depth still reads. shaders/scatter.vert holds the same formula.
float point_opacity(float overlap);

/// How many points may be drawn while the picture moves, learned from the time that frames take.
class MotionBudget {
public:
    static constexpr std::int64_t k_min_points = 30'000;
    static constexpr std::int64_t k_max_points = 4'000'000;

    std::int64_t points() const { return points_; }
    /// `frame_ms`: time from frame to frame while moving; 0 or less: unknown. `drawn`: points of
    /// that frame.
    void learn(float frame_ms, std::int64_t drawn);

private:
    std::int64_t points_ = 150'000;
};

}  // namespace labelscape
