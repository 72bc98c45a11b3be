#include "core/geom/polygon.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/parallel_for.hpp"

namespace labelscape {
namespace {

struct Edge {
    float y_low = 0;
    float y_high = 0;
    float x_at_low = 0;
    double x_per_y = 0;

    /// True when a ray from the point to the right crosses the edge; the lower end belongs to it,
    /// the upper does not.
    bool crosses(Point2 p) const {
        // No short circuit: which side a point is on cannot be predicted, and a wrong guess costs
        // more than the test.
        const double x =
            static_cast<double>(x_at_low) + x_per_y * (static_cast<double>(p.y) - y_low);
        return (p.y >= y_low) & (p.y < y_high) & (p.x < x);
    }
};

std::vector<Edge> edges_of(std::span<const Point2> polygon) {
    std::vector<Edge> edges;
    for (std::size_t i = 0; i < polygon.size(); ++i) {
        Point2 low = polygon[i];
        Point2 high = polygon[i + 1 == polygon.size() ? 0 : i + 1];
        if (low.y > high.y) std::swap(low, high);
        if (!(low.y < high.y)) continue;  // level edges are never crossed
        const double slope =
            (static_cast<double>(high.x) - low.x) / (static_cast<double>(high.y) - low.y);
        edges.push_back({low.y, high.y, low.x, slope});
    }
    return edges;
}

/// Edges by horizontal bands, so that a point meets only those at its height.
class Banded {
public:
    Banded(std::span<const Point2> polygon, const Rect2& bounds)
        : bounds_(bounds), bands_(std::clamp<std::size_t>(4 * polygon.size(), 1, 1024)) {
        const double height = static_cast<double>(bounds.y_max) - bounds.y_min;
        bands_per_y_ = height > 0 ? static_cast<double>(bands_.size()) / height : 0;
        for (const Edge& edge : edges_of(polygon)) {
            for (std::size_t band = band_of(edge.y_low); band <= band_of(edge.y_high); ++band) {
                bands_[band].push_back(edge);
            }
        }
    }

    bool contains(Point2 p) const {
        if (!bounds_.contains(p)) return false;
        bool inside = false;
        for (const Edge& edge : bands_[band_of(p.y)]) inside ^= edge.crosses(p);
        return inside;
    }

private:
    std::size_t band_of(float y) const {
        const double band = (static_cast<double>(y) - bounds_.y_min) * bands_per_y_;
        return std::min(bands_.size() - 1, static_cast<std::size_t>(std::max(band, 0.0)));
    }

    Rect2 bounds_;
    double bands_per_y_ = 0;
    std::vector<std::vector<Edge>> bands_;
};

}  // namespace

Rect2 bounds_of(std::span<const Point2> points) {
    Rect2 bounds{points[0].x, points[0].y, points[0].x, points[0].y};
    for (const Point2 p : points) {
        bounds.x_min = std::min(bounds.x_min, p.x);
        bounds.y_min = std::min(bounds.y_min, p.y);
        bounds.x_max = std::max(bounds.x_max, p.x);
        bounds.y_max = std::max(bounds.y_max, p.y);
    }
    return bounds;
}

bool polygon_contains(std::span<const Point2> polygon, Point2 point) {
    if (polygon.size() < 3) return false;
    bool inside = false;
    for (const Edge& edge : edges_of(polygon)) inside ^= edge.crosses(point);
    return inside;
}

Bitset points_in_polygon(std::span<const Point2> points, std::span<const Point2> polygon) {
    Bitset inside(static_cast<std::uint32_t>(points.size()));
    if (polygon.size() < 3) return inside;
    const Banded banded(polygon, bounds_of(polygon));
    // A multiple of 64, so that chunks never write to the same word of the bitset.
    constexpr std::int64_t chunk = 1 << 14;
    parallel_for(static_cast<std::int64_t>(points.size()), chunk,
                 [&](std::int64_t begin, std::int64_t end) {
                     for (std::int64_t i = begin; i < end; ++i) {
                         if (banded.contains(points[static_cast<std::size_t>(i)]))
                             inside.set(static_cast<std::uint32_t>(i));
                     }
                 });
    return inside;
}

}  // namespace labelscape
