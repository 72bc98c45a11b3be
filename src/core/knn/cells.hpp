#pragma once

#include <cstdint>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {

/// Partition of rows into cells of similar direction: spherical k-means on a sample, then every row
/// to its nearest center. Cells are cut into pieces of at most `k_largest_cell` rows, so that many
/// equal rows cost no more than others.
class Cells {
public:
    static constexpr std::int32_t k_largest_cell = 1024;

    Cells(const UnitRows& vectors, std::int32_t count, std::uint64_t seed);

    /// Finds the centers, then assigns the rows.
    Step step(const Budget& budget);
    /// 0..1.
    double progress() const;

    /// After step() returned done:
    std::int32_t count() const { return static_cast<std::int32_t>(begin_.size()) - 1; }
    /// Places begin(cell)..begin(cell + 1) hold the rows of the cell.
    std::int32_t begin(std::int32_t cell) const { return begin_[cell]; }
    /// Original row number at a place.
    std::int32_t row_at(std::int32_t place) const { return order_[place]; }
    /// Rows by place.
    const ShortRows& rows() const { return rows_; }

    /// The `probes` cells nearest to each of the rows at places begin..end, nearest first, with the
    /// own cell first of all: (end - begin) x probes; probes <= count().
    std::vector<std::int32_t> nearest_cells(std::int32_t begin, std::int32_t end,
                                            std::int32_t probes) const;

private:
    void compare_sample(std::int32_t begin, std::int32_t end);
    void move_centers();
    void assign_rows(std::int32_t begin, std::int32_t end);
    void arrange();

    UnitRows vectors_;
    std::int32_t sample_size_ = 0;
    ShortRows sample_;
    ShortRows centers_;  ///< once done, one for each cell
    std::int32_t center_count_;
    std::int32_t rounds_done_ = 0;
    std::int32_t compared_ = 0;          ///< rows of the sample, in this round
    std::vector<std::int32_t> nearest_;  ///< center of each row of the sample
    std::int32_t assigned_ = 0;          ///< rows that have a home
    std::vector<std::int32_t> home_;     ///< center of each row
    std::vector<std::int32_t> begin_;
    std::vector<std::int32_t> order_;
    ShortRows rows_;
    bool done_ = false;
};

}  // namespace labelscape
