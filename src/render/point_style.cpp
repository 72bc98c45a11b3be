#include "render/point_style.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {

float point_radius_px(const PointSizeRule& rule, std::int64_t point_count, double zoom) {
    // 300 points start at 4 px, 10,000 at 2 px.
    const double count = std::max<double>(static_cast<double>(point_count), 1);
    const double at_fit = std::min(4.0 * std::pow(300.0 / count, 0.2), 5.0);
    const double radius =
        std::max(at_fit, static_cast<double>(rule.min_radius_px)) * std::sqrt(std::max(zoom, 1e-6));
    return rule.scale *
           std::clamp(static_cast<float>(radius), rule.min_radius_px, rule.max_radius_px);
}

std::uint8_t crowding_code(float points) {
    const float code = 16.0f * std::log2(1.0f + std::max(points, 0.0f));
    return static_cast<std::uint8_t>(std::lround(std::min(code, 255.0f)));
}

float points_per_cell(std::uint8_t code) {
    return std::exp2(static_cast<float>(code) / 16.0f) - 1.0f;
}

float point_opacity(float overlap) {
    const float crowd = 1.0f + 0.5f * std::max(overlap - 1.0f, 0.0f);
    return std::max(0.92f * std::pow(crowd, -0.8f), 0.04f);
}

void MotionBudget::learn(float frame_ms, std::int64_t drawn) {
    // Between these, nothing changes: a screen of 60 Hz reports 16.7 ms however fast the drawing
    // is.
    constexpr float slow_ms = 40, fast_ms = 22, aim_ms = 30;
    if (frame_ms <= 0) return;
    if (frame_ms > slow_ms) {
        const float share = std::max(aim_ms / frame_ms, 0.5f);
        points_ = static_cast<std::int64_t>(static_cast<float>(std::min(points_, drawn)) * share);
    } else if (frame_ms < fast_ms && drawn * 2 > points_) {
        points_ += points_ / 4;
    }
    points_ = std::clamp(points_, k_min_points, k_max_points);
}

}  // namespace labelscape
