#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/bitset.hpp"
#include "base/ids.hpp"
#include "core/geom/polygon.hpp"

namespace labelscape {

/// Uniform grid over 2-d points, for hover and box selection. Copies the positions; points that are
/// not finite are in no cell and are never found. Document ids are indices into the array it was
/// built from.
class PointGrid {
public:
    PointGrid() = default;
    explicit PointGrid(std::span<const Point2> points);

    std::uint32_t size() const { return point_count_; }
    /// The nearest point within `radius` (inclusive), the smaller id of equals.
    std::optional<DocId> nearest(Point2 position, float radius) const;
    /// As above among those that `visible` holds, for maps with a filter.
    std::optional<DocId> nearest(Point2 position, float radius, const Bitset& visible) const;
    /// Borders count as inside.
    Bitset in_rect(const Rect2& rect) const;

private:
    void fill(std::span<const Point2> points);
    std::int32_t column_at(float x) const;
    std::int32_t row_at(float y) const;
    /// Calls visit_place(index into docs_) for every point in the cells that the rectangle touches.
    template <class Visit>
    void visit(const Rect2& rect, Visit visit_place) const;
    std::optional<DocId> search(Point2 position, float radius, const Bitset* visible) const;

    std::uint32_t point_count_ = 0;
    Rect2 bounds_;
    std::int32_t columns_ = 0;
    std::int32_t rows_ = 0;
    double cells_per_x_ = 0;
    double cells_per_y_ = 0;
    std::vector<std::uint32_t> cell_begin_;  ///< columns x rows + 1
    std::vector<DocId> docs_;                ///< by cell, ascending in each
    std::vector<Point2> positions_;          ///< beside docs_
};

}  // namespace labelscape
