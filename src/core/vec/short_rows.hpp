#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

#include "base/simd.hpp"
#include "base/unit_rows.hpp"

namespace labelscape {

/// Rows of length at most 1, each element rounded to 16 bits.
/// Dot products are exact integers, so they are the same everywhere, in half the memory and twice
/// as fast as float; the cosine is off by some 2e-5.
class ShortRows {
public:
    /// A product of two rows of length 1; every sum on the way to it fits 32 bits by the
    /// Cauchy-Schwarz inequality.
    static constexpr double k_unit = 32767.0 * 32767.0;

    ShortRows() = default;
    ShortRows(std::int32_t rows, std::int32_t columns)
        : stride_((columns + 7) / 8 * 8),
          data_(static_cast<std::size_t>(rows) * static_cast<std::size_t>(stride_)) {}

    /// Rounds `columns` floats into row `index`; elements outside [-1, 1] are limited to it.
    void set(std::int32_t index, const float* values, std::int32_t columns);
    /// Rounds a row of `vectors`, which has as many columns, into row `index`; in whole numbers, so
    /// the same everywhere.
    void set(std::int32_t index, const UnitRows& vectors, std::int32_t row);
    /// Copies a row of the same stride.
    void set(std::int32_t index, const std::int16_t* row) {
        std::copy_n(row, stride_, data_.data() + offset(index));
    }

    const std::int16_t* row(std::int32_t index) const { return data_.data() + offset(index); }
    /// Elements from one row to the next, a multiple of 8; the spare ones are zero.
    std::int32_t stride() const { return stride_; }

private:
    std::size_t offset(std::int32_t index) const {
        return static_cast<std::size_t>(index) * static_cast<std::size_t>(stride_);
    }

    std::int32_t stride_ = 0;
    std::vector<std::int16_t> data_;
};

/// All rows of `vectors`, rounded on all workers.
ShortRows short_rows(const UnitRows& vectors);

inline float cosine_of(std::int32_t short_dot) {
    return static_cast<float>(static_cast<double>(short_dot) / ShortRows::k_unit);
}

std::int32_t short_dot(const std::int16_t* a, const std::int16_t* b, std::int32_t stride);

/// Products of four rows `a` with `count` consecutive rows from `b`: visit(j, four products) for
/// each j.
template <class Visit>
inline void dots_of_four(const std::array<const std::int16_t*, 4>& a, const std::int16_t* b,
                         std::int32_t count, std::int32_t stride, Visit visit) {
    using namespace simd;
    const std::int16_t *const a0 = a[0], *const a1 = a[1], *const a2 = a[2], *const a3 = a[3];
    for (std::int32_t j = 0; j < count; j += 2) {
        const std::int16_t* const b0 =
            b + static_cast<std::size_t>(j) * static_cast<std::size_t>(stride);
        const std::int16_t* const b1 = j + 1 < count ? b0 + stride : b0;
        I4 p0{}, p1{}, p2{}, p3{}, q0{}, q1{}, q2{}, q3{};
        for (std::int32_t t = 0; t < stride; t += 8) {
            const S8 x = load(b0 + t), y = load(b1 + t);
            S8 r = load(a0 + t);
            p0 += dot_pairs(r, x);
            q0 += dot_pairs(r, y);
            r = load(a1 + t);
            p1 += dot_pairs(r, x);
            q1 += dot_pairs(r, y);
            r = load(a2 + t);
            p2 += dot_pairs(r, x);
            q2 += dot_pairs(r, y);
            r = load(a3 + t);
            p3 += dot_pairs(r, x);
            q3 += dot_pairs(r, y);
        }
        visit(j, sums(p0, p1, p2, p3));
        if (j + 1 < count) visit(j + 1, sums(q0, q1, q2, q3));
    }
}

}  // namespace labelscape
