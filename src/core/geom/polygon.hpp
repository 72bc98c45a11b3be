#pragma once

#include <span>

#include "base/bitset.hpp"

namespace labelscape {

struct Point2 {
    float x = 0;
    float y = 0;
    bool operator==(const Point2&) const = default;
};

struct Rect2 {
    float x_min = 0;
    float y_min = 0;
    float x_max = 0;
    float y_max = 0;
    bool contains(Point2 p) const {
        return p.x >= x_min && p.x <= x_max && p.y >= y_min && p.y <= y_max;
    }
};

/// The bounding box of at least one point; all finite.
Rect2 bounds_of(std::span<const Point2> points);

/// Even-odd rule; the polygon closes itself. Fewer than three corners contain nothing; nor is a NaN
/// point inside.
bool polygon_contains(std::span<const Point2> polygon, Point2 point);

/// The points inside a lasso whose corners are finite, on all workers. Edges are sorted into
/// horizontal bands, so a million points against 200 corners take some 40 ms of one core.
Bitset points_in_polygon(std::span<const Point2> points, std::span<const Point2> polygon);

}  // namespace labelscape
