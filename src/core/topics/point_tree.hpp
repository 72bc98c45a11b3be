#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "base/clock.hpp"
#include "base/matrix_view.hpp"
#include "base/step.hpp"

namespace labelscape {

/// k-d tree over 1 to 16 columns of double, built by slices. Points are stored in the order of the
/// leaves ("slots"), so a range of slots is a neighborhood. Splits the longest side at the median;
/// equal points are no trouble.
class PointTree {
public:
    static constexpr std::int32_t k_leaf_size = 16;

    struct Node {
        std::int32_t begin = 0;  ///< slots [begin, end)
        std::int32_t end = 0;
        std::int32_t left = -1;  ///< -1 for leaves; a child has a higher index than its parent
        std::int32_t right = -1;
    };

    explicit PointTree(MatrixView points);

    /// Works on the build until done.
    Step build(const Budget& budget);

    std::int32_t point_count() const { return point_count_; }
    std::int32_t columns() const { return columns_; }
    const std::vector<Node>& nodes() const { return nodes_; }
    /// Row of the input that stands in a slot.
    std::int32_t row_of(std::int32_t slot) const { return rows_[static_cast<std::size_t>(slot)]; }
    const double* point(std::int32_t slot) const {
        return points_.data() + static_cast<std::size_t>(slot) * static_cast<std::size_t>(columns_);
    }
    /// Squared distance of `position` to the box around a node; zero inside.
    double box_distance2(std::int32_t node, const double* position) const {
        const double* low =
            boxes_.data() + static_cast<std::size_t>(node) * static_cast<std::size_t>(2 * columns_);
        const double* high = low + columns_;
        double sum = 0;
        for (std::int32_t i = 0; i < columns_; ++i) {
            const double below = low[i] - position[i];
            const double above = position[i] - high[i];
            const double gap = below > above ? below : above;
            if (gap > 0) sum += gap * gap;
        }
        return sum;
    }
    double distance2(const double* a, std::int32_t slot) const {
        const double* b = point(slot);
        double sum = 0;
        for (std::int32_t i = 0; i < columns_; ++i) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }

    struct Near {
        double distance2 = 0;
        std::int32_t slot = -1;
    };
    /// The `count` nearest points other than those in slot `self` (-1: none), ascending; of equal
    /// ones those met first, in an order that depends on the tree and the position only.
    void nearest(const double* position, std::int32_t self, std::int32_t count,
                 std::vector<Near>& found) const;

    /// Visits leaves from near to far: enter(node, distance2) says whether a node can hold anything
    /// of interest, asked again just before it is opened; visit(begin, end) gets the slots of a
    /// leaf.
    template <class Enter, class Visit>
    void walk(const double* position, Enter enter, Visit visit) const {
        struct Open {
            std::int32_t node;
            double distance2;
        };
        Open stack[64];  // the tree is balanced: 2^31 points make 27 levels
        int open = 0;
        stack[open++] = {0, 0.0};
        while (open > 0) {
            const Open top = stack[--open];
            if (!enter(top.node, top.distance2)) continue;
            const Node& node = nodes_[static_cast<std::size_t>(top.node)];
            if (node.left < 0) {
                visit(node.begin, node.end);
                continue;
            }
            Open near{node.left, box_distance2(node.left, position)};
            Open far{node.right, box_distance2(node.right, position)};
            if (far.distance2 < near.distance2) std::swap(near, far);
            stack[open++] = far;
            stack[open++] = near;
        }
    }

private:
    void split(std::int32_t node);
    void measure(std::int32_t node);
    void put_in_slot_order();

    std::int32_t point_count_;
    std::int32_t columns_;
    std::vector<double> points_;
    std::vector<std::int32_t> rows_;
    std::vector<Node> nodes_;
    std::vector<double> boxes_;  ///< per node: lowest, then highest corner
    std::vector<std::int32_t> pending_;
};

}  // namespace labelscape
