#include "core/topics/point_tree.hpp"

#include <algorithm>
#include <numeric>

namespace labelscape {

PointTree::PointTree(MatrixView points)
    : point_count_(points.rows),
      columns_(points.columns),
      points_(points.data, points.row(points.rows)),
      rows_(static_cast<std::size_t>(points.rows)) {
    std::iota(rows_.begin(), rows_.end(), 0);
    nodes_.push_back({0, point_count_, -1, -1});
    boxes_.resize(static_cast<std::size_t>(2 * columns_));
    pending_.push_back(0);
}

Step PointTree::build(const Budget& budget) {
    while (!pending_.empty()) {
        const std::int32_t node = pending_.back();
        pending_.pop_back();
        split(node);
        if (pending_.empty()) {
            put_in_slot_order();
        } else if (budget.spent()) {
            return Step::more;
        }
    }
    return Step::done;
}

void PointTree::measure(std::int32_t node) {
    const Node range = nodes_[static_cast<std::size_t>(node)];
    const auto columns = static_cast<std::size_t>(columns_);
    double* low = boxes_.data() + static_cast<std::size_t>(node) * 2 * columns;
    double* high = low + columns;
    for (std::int32_t slot = range.begin; slot < range.end; ++slot) {
        const double* position = point(row_of(slot));
        for (std::size_t i = 0; i < columns; ++i) {
            low[i] = slot == range.begin ? position[i] : std::min(low[i], position[i]);
            high[i] = slot == range.begin ? position[i] : std::max(high[i], position[i]);
        }
    }
}

void PointTree::split(std::int32_t node) {
    measure(node);
    const Node range = nodes_[static_cast<std::size_t>(node)];
    const auto first = rows_.begin() + range.begin;
    const auto last = rows_.begin() + range.end;
    if (range.end - range.begin <= k_leaf_size) {
        std::sort(first, last);
        return;
    }
    const auto columns = static_cast<std::size_t>(columns_);
    const double* low = boxes_.data() + static_cast<std::size_t>(node) * 2 * columns;
    std::size_t axis = 0;
    for (std::size_t i = 1; i < columns; ++i) {
        if (low[columns + i] - low[i] > low[columns + axis] - low[axis]) axis = i;
    }
    // Rows break ties, so the halves are the same sets with every standard library.
    const auto middle = first + (range.end - range.begin) / 2;
    std::nth_element(first, middle, last, [&](std::int32_t a, std::int32_t b) {
        const double x = point(a)[axis];
        const double y = point(b)[axis];
        return x < y || (x == y && a < b);
    });
    const auto left = static_cast<std::int32_t>(nodes_.size());
    const auto border = static_cast<std::int32_t>(middle - rows_.begin());
    nodes_[static_cast<std::size_t>(node)].left = left;
    nodes_[static_cast<std::size_t>(node)].right = left + 1;
    nodes_.push_back({range.begin, border, -1, -1});
    nodes_.push_back({border, range.end, -1, -1});
    boxes_.resize(nodes_.size() * 2 * columns);
    pending_.push_back(left + 1);
    pending_.push_back(left);
}

void PointTree::put_in_slot_order() {
    std::vector<double> ordered;
    ordered.reserve(points_.size());
    for (const std::int32_t row : rows_) {
        ordered.insert(ordered.end(), point(row), point(row) + columns_);
    }
    points_ = std::move(ordered);
}

void PointTree::nearest(const double* position, std::int32_t self, std::int32_t count,
                        std::vector<Near>& found) const {
    found.clear();
    const auto wanted = static_cast<std::size_t>(count);
    const auto full = [&] { return found.size() == wanted; };
    walk(
        position,
        [&](std::int32_t, double distance2) {
            return !full() || distance2 < found.back().distance2;
        },
        [&](std::int32_t begin, std::int32_t end) {
            for (std::int32_t slot = begin; slot < end; ++slot) {
                if (slot == self) continue;
                const double d = distance2(position, slot);
                if (full()) {
                    if (d >= found.back().distance2) continue;
                    found.pop_back();
                }
                auto place = found.end();
                while (place != found.begin() && (place - 1)->distance2 > d) --place;
                found.insert(place, {d, slot});
            }
        });
}

}  // namespace labelscape
