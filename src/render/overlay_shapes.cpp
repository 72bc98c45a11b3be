#include "render/overlay_shapes.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {
namespace {

constexpr float k_soft_edge_px = 1.0f;
constexpr float k_miter_limit = 2.5f;
constexpr float k_solid = 1e6f;

Vec2 minus(Vec2 a, Vec2 b) {
    return {a.x - b.x, a.y - b.y};
}
float length(Vec2 v) {
    return std::hypot(v.x, v.y);
}

std::vector<Vec2> without_repeats(std::span<const Vec2> corners, bool& closed) {
    std::vector<Vec2> kept;
    for (const Vec2 corner : corners) {
        if (kept.empty() || length(minus(corner, kept.back())) > 0.5f) kept.push_back(corner);
    }
    while (closed && kept.size() > 1 && length(minus(kept.back(), kept.front())) <= 0.5f)
        kept.pop_back();
    closed = closed && kept.size() > 2;
    return kept;
}

Vec2 normal_of(Vec2 from, Vec2 to) {
    const Vec2 d = minus(to, from);
    const float l = std::max(length(d), 1e-6f);
    return {-d.y / l, d.x / l};
}

/// Where the borders of two segments meet, for a half width of one.
Vec2 miter(Vec2 before, Vec2 after) {
    const Vec2 sum{before.x + after.x, before.y + after.y};
    const float scale = 2.0f / std::max(sum.x * sum.x + sum.y * sum.y, 1e-6f);
    const Vec2 corner{sum.x * scale, sum.y * scale};
    const float l = length(corner);
    return l <= k_miter_limit ? corner : after;
}

}  // namespace

void append_line(std::vector<OverlayVertex>& triangles, std::span<const Vec2> corners_px,
                 bool closed, const LineStyle& style) {
    const std::vector<Vec2> corners = without_repeats(corners_px, closed);
    const std::size_t count = corners.size();
    if (count < 2) return;
    const float half = 0.5f * style.width_px, reach = half + k_soft_edge_px;
    const std::size_t segments = closed ? count : count - 1;
    const auto segment_normal = [&](std::size_t i) {
        return normal_of(corners[i % count], corners[(i + 1) % count]);
    };
    float along = 0;
    for (std::size_t i = 0; i < segments; ++i) {
        const Vec2 a = corners[i], b = corners[(i + 1) % count], normal = segment_normal(i);
        const bool has_before = closed || i > 0, has_after = closed || i + 1 < segments;
        const Vec2 at_a = has_before ? miter(segment_normal(i + count - 1), normal) : normal;
        const Vec2 at_b = has_after ? miter(normal, segment_normal(i + 1)) : normal;
        const float end = along + length(minus(b, a));
        const auto corner = [&](Vec2 p, Vec2 out, float side, float at) {
            return OverlayVertex{{p.x + out.x * reach * side, p.y + out.y * reach * side},
                                 reach * side,
                                 at,
                                 half,
                                 style.dash_px,
                                 style.color};
        };
        const OverlayVertex quad[] = {corner(a, at_a, 1, along), corner(a, at_a, -1, along),
                                      corner(b, at_b, 1, end), corner(b, at_b, -1, end)};
        for (const int k : {0, 1, 2, 2, 1, 3}) triangles.push_back(quad[k]);
        along = end;
    }
}

void append_rectangle(std::vector<OverlayVertex>& triangles, Vec2 corner_px, Vec2 opposite_px,
                      Rgba8 color) {
    const auto at = [&](float x, float y) {
        return OverlayVertex{{x, y}, 0, 0, k_solid, 0, color};
    };
    const OverlayVertex quad[] = {at(corner_px.x, corner_px.y), at(corner_px.x, opposite_px.y),
                                  at(opposite_px.x, corner_px.y), at(opposite_px.x, opposite_px.y)};
    for (const int k : {0, 1, 2, 2, 1, 3}) triangles.push_back(quad[k]);
}

void append_fan(std::vector<OverlayVertex>& triangles, std::span<const Vec2> corners_px) {
    const auto at = [](Vec2 p) { return OverlayVertex{p, 0, 0, k_solid, 0, {255, 255, 255, 255}}; };
    for (std::size_t i = 1; i + 1 < corners_px.size(); ++i) {
        triangles.push_back(at(corners_px[0]));
        triangles.push_back(at(corners_px[i]));
        triangles.push_back(at(corners_px[i + 1]));
    }
}

}  // namespace labelscape
