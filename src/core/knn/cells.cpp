#include "core/knn/cells.hpp"

#include <algorithm>
#include <numeric>

#include "base/parallel_for.hpp"
#include "base/random.hpp"
#include "core/knn/offer_rows.hpp"
#include "core/vec/vectors.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_rounds = 4;
constexpr std::int32_t k_sample_per_cell = 32;
constexpr std::int32_t k_row_chunk = 128;

/// The best `count` centers for each of `query_count` queries, as TopRows.
template <class RowOf>
TopRows best_centers(const ShortRows& centers, std::int32_t center_count, std::int32_t query_count,
                     std::int32_t count, RowOf row_of) {
    TopRows best(query_count, count);
    offer_rows(best, 0, query_count, row_of, centers.row(0), center_count, centers.stride());
    return best;
}

}  // namespace

Cells::Cells(const UnitRows& vectors, std::int32_t count, std::uint64_t seed)
    : vectors_(vectors), centers_(count, vectors.columns()), center_count_(count) {
    // A sample without repeats: the first places of a shuffle.
    Random random(seed);
    const std::int32_t size = std::min(vectors.rows(), count * k_sample_per_cell);
    std::vector<std::int32_t> all(vectors.rows());
    std::iota(all.begin(), all.end(), 0);
    for (std::int32_t i = 0; i < size; ++i) {
        std::swap(all[i], all[i + random.below(static_cast<std::uint32_t>(vectors.rows() - i))]);
    }
    sample_size_ = size;
    sample_ = ShortRows(size, vectors.columns());
    for (std::int32_t i = 0; i < size; ++i) sample_.set(i, vectors, all[i]);
    for (std::int32_t c = 0; c < count; ++c) centers_.set(c, sample_.row(c));
    nearest_.resize(size);
    home_.resize(vectors.rows());
}

void Cells::compare_sample(std::int32_t begin, std::int32_t end) {
    parallel_for(end - begin, k_row_chunk, [&](std::int64_t from, std::int64_t to) {
        const std::int32_t first = begin + static_cast<std::int32_t>(from);
        const auto count = static_cast<std::int32_t>(to - from);
        const TopRows best =
            best_centers(centers_, center_count_, count, 1,
                         [&](std::int32_t i) { return sample_.row(first + i); });
        for (std::int32_t i = 0; i < count; ++i)
            nearest_[first + i] = TopRows::row_of(best.keys(i)[0]);
    });
}

void Cells::move_centers() {
    Matrix total(center_count_, vectors_.columns());
    for (std::int32_t i = 0; i < sample_size_; ++i) {
        const std::int16_t* const row = sample_.row(i);
        float* const sum = total.row(nearest_[i]);
        for (std::int32_t j = 0; j < total.columns; ++j) sum[j] += static_cast<float>(row[j]);
    }
    normalize_rows(total);
    for (std::int32_t c = 0; c < total.rows; ++c) {
        if (is_zero_row(total.row(c), total.columns)) continue;  // nobody came: the center stays
        centers_.set(c, total.row(c), total.columns);
    }
}

void Cells::assign_rows(std::int32_t begin, std::int32_t end) {
    parallel_for(end - begin, k_row_chunk, [&](std::int64_t from, std::int64_t to) {
        const std::int32_t first = begin + static_cast<std::int32_t>(from);
        const auto count = static_cast<std::int32_t>(to - from);
        ShortRows rows(count, vectors_.columns());
        for (std::int32_t i = 0; i < count; ++i) rows.set(i, vectors_, first + i);
        const TopRows best = best_centers(centers_, center_count_, count, 1,
                                          [&](std::int32_t i) { return rows.row(i); });
        for (std::int32_t i = 0; i < count; ++i)
            home_[first + i] = TopRows::row_of(best.keys(i)[0]);
    });
}

void Cells::arrange() {
    std::vector<std::int32_t> next(center_count_ + 1);
    for (const std::int32_t center : home_) ++next[center + 1];
    std::partial_sum(next.begin(), next.end(), next.begin());
    begin_ = {0};
    std::vector<std::int32_t> center_of;  // of each cell: pieces share one
    for (std::int32_t center = 0; center < center_count_; ++center) {
        for (std::int32_t at = next[center]; at < next[center + 1];) {
            at = std::min(at + k_largest_cell, next[center + 1]);
            begin_.push_back(at);
            center_of.push_back(center);
        }
    }
    order_.resize(home_.size());
    for (std::int32_t row = 0; row < vectors_.rows(); ++row) order_[next[home_[row]]++] = row;
    rows_ = ShortRows(vectors_.rows(), vectors_.columns());
    parallel_for(vectors_.rows(), 512, [&](std::int64_t from, std::int64_t to) {
        for (auto i = static_cast<std::int32_t>(from); i < to; ++i) rows_.set(i, vectors_, order_[i]);
    });
    ShortRows by_cell(count(), vectors_.columns());
    for (std::int32_t cell = 0; cell < count(); ++cell) by_cell.set(cell, centers_.row(center_of[cell]));
    centers_ = std::move(by_cell);
    home_ = {};
    sample_ = {};
    nearest_ = {};
}

Step Cells::step(const Budget& budget) {
    const std::int32_t slice = k_row_chunk * (parallel_workers() == 1 ? 4 : 16 * parallel_workers());
    while (!done_) {
        if (rounds_done_ < k_rounds && compared_ < sample_size_) {
            const std::int32_t end = std::min(sample_size_, compared_ + slice);
            compare_sample(compared_, end);
            compared_ = end;
        } else if (rounds_done_ < k_rounds) {
            move_centers();
            compared_ = 0;
            ++rounds_done_;
        } else if (assigned_ < vectors_.rows()) {
            const std::int32_t end = std::min(vectors_.rows(), assigned_ + slice);
            assign_rows(assigned_, end);
            assigned_ = end;
        } else {
            arrange();
            done_ = true;
        }
        if (!done_ && budget.spent()) return Step::more;
    }
    return Step::done;
}

double Cells::progress() const {
    if (done_) return 1.0;
    // Every row of the sample and of the whole is compared with all centers.
    const double compared = static_cast<double>(rounds_done_) * sample_size_ + compared_ + assigned_;
    return compared / std::max(1.0, static_cast<double>(k_rounds) * sample_size_ + vectors_.rows());
}

std::vector<std::int32_t> Cells::nearest_cells(std::int32_t begin, std::int32_t end,
                                               std::int32_t probes) const {
    const std::int32_t queries = end - begin;
    const TopRows best = best_centers(centers_, count(), queries, probes,
                                      [&](std::int32_t i) { return rows_.row(begin + i); });
    std::vector<std::int32_t> cells(static_cast<std::size_t>(queries) *
                                    static_cast<std::size_t>(probes));
    std::int32_t own = 0;
    for (std::int32_t i = 0; i < queries; ++i) {
        while (begin_[own + 1] <= begin + i) ++own;
        std::int32_t* const mine =
            cells.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(probes);
        mine[0] = own;
        std::int32_t used = 1;
        for (const std::int64_t key : best.keys(i)) {
            if (used < probes && TopRows::row_of(key) != own) mine[used++] = TopRows::row_of(key);
        }
    }
    return cells;
}

}  // namespace labelscape
