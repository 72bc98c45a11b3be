#include "core/geom/point_grid.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace labelscape {
namespace {

constexpr double k_points_per_cell = 4;
constexpr std::int32_t k_max_side = 4096;

bool is_finite(Point2 p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

std::int32_t side_for(double cells) {
    return static_cast<std::int32_t>(std::clamp(std::ceil(cells), 1.0, double{k_max_side}));
}

/// Cell along one axis, kept inside the grid.
std::int32_t cell_along(float position, float low, double cells_per_unit, std::int32_t count) {
    const double cell = (static_cast<double>(position) - low) * cells_per_unit;
    if (!(cell > 0)) return 0;
    return static_cast<std::int32_t>(std::min(cell, static_cast<double>(count - 1)));
}

}  // namespace

PointGrid::PointGrid(std::span<const Point2> points)
    : point_count_(static_cast<std::uint32_t>(points.size())) {
    std::size_t finite = 0;
    for (const Point2 p : points) {
        if (!is_finite(p)) continue;
        if (finite++ == 0) bounds_ = {p.x, p.y, p.x, p.y};
        bounds_ = {std::min(bounds_.x_min, p.x), std::min(bounds_.y_min, p.y),
                   std::max(bounds_.x_max, p.x), std::max(bounds_.y_max, p.y)};
    }
    if (finite == 0) return;
    const double width = static_cast<double>(bounds_.x_max) - bounds_.x_min;
    const double height = static_cast<double>(bounds_.y_max) - bounds_.y_min;
    const double cells = std::max(1.0, static_cast<double>(finite) / k_points_per_cell);
    // Square cells, but never more than the points ask for when all lie on a line.
    const double side =
        std::max(std::sqrt(width * height / cells), std::max(width, height) / cells);
    columns_ = side > 0 ? side_for(width / side) : 1;
    rows_ = side > 0 ? side_for(height / side) : 1;
    cells_per_x_ = width > 0 ? columns_ / width : 0;
    cells_per_y_ = height > 0 ? rows_ / height : 0;
    fill(points);
}

void PointGrid::fill(std::span<const Point2> points) {
    constexpr std::uint32_t no_cell = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> cell_of(points.size(), no_cell);
    cell_begin_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!is_finite(points[i])) continue;
        cell_of[i] =
            static_cast<std::uint32_t>(row_at(points[i].y) * columns_ + column_at(points[i].x));
        ++cell_begin_[cell_of[i] + 1];
    }
    for (std::size_t cell = 1; cell < cell_begin_.size(); ++cell)
        cell_begin_[cell] += cell_begin_[cell - 1];
    docs_.resize(cell_begin_.back());
    positions_.resize(cell_begin_.back());
    std::vector<std::uint32_t> place(cell_begin_.begin(), cell_begin_.end() - 1);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (cell_of[i] == no_cell) continue;
        const std::uint32_t at = place[cell_of[i]]++;
        docs_[at] = static_cast<DocId>(i);
        positions_[at] = points[i];
    }
}

std::int32_t PointGrid::column_at(float x) const {
    return cell_along(x, bounds_.x_min, cells_per_x_, columns_);
}
std::int32_t PointGrid::row_at(float y) const {
    return cell_along(y, bounds_.y_min, cells_per_y_, rows_);
}

template <class Visit>
void PointGrid::visit(const Rect2& rect, Visit visit_place) const {
    if (docs_.empty() || !(rect.x_min <= rect.x_max) || !(rect.y_min <= rect.y_max)) return;
    const std::int32_t last_row = row_at(rect.y_max);
    const std::int32_t last_column = column_at(rect.x_max);
    for (std::int32_t row = row_at(rect.y_min); row <= last_row; ++row) {
        // The cells of a row follow each other, so a row of the rectangle is one range of places.
        const auto first = static_cast<std::size_t>(row * columns_ + column_at(rect.x_min));
        const auto last = static_cast<std::size_t>(row * columns_ + last_column);
        for (std::uint32_t at = cell_begin_[first]; at < cell_begin_[last + 1]; ++at)
            visit_place(at);
    }
}

std::optional<DocId> PointGrid::nearest(Point2 position, float radius) const {
    return search(position, radius, nullptr);
}

std::optional<DocId> PointGrid::nearest(Point2 position, float radius,
                                        const Bitset& visible) const {
    return search(position, radius, &visible);
}

std::optional<DocId> PointGrid::search(Point2 position, float radius, const Bitset* visible) const {
    std::optional<DocId> best;
    double best_distance2 = static_cast<double>(radius) * radius;
    const Rect2 around{position.x - radius, position.y - radius, position.x + radius,
                       position.y + radius};
    visit(around, [&](std::uint32_t at) {
        const double x = static_cast<double>(positions_[at].x) - position.x;
        const double y = static_cast<double>(positions_[at].y) - position.y;
        const double distance2 = x * x + y * y;
        if (distance2 > best_distance2 ||
            (best && distance2 == best_distance2 && docs_[at] > *best))
            return;
        if (visible && !visible->test(docs_[at])) return;
        best = docs_[at];
        best_distance2 = distance2;
    });
    return best;
}

Bitset PointGrid::in_rect(const Rect2& rect) const {
    Bitset inside(point_count_);
    visit(rect, [&](std::uint32_t at) {
        if (rect.contains(positions_[at])) inside.set(docs_[at]);
    });
    return inside;
}

}  // namespace labelscape
