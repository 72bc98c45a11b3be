#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/random.hpp"
#include "base/simd.hpp"

namespace labelscape {

/// The positions of all rows in a random order, by dimension, to draw four rows at a time by one
/// load a dimension. Each drawn row is uniform among all rows; that the four of a draw are
/// neighbors in the random order does not matter.
class PushPool {
public:
    PushPool() = default;
    PushPool(std::int32_t rows, std::int32_t stride, std::uint64_t seed);

    void set(std::int32_t row, const float* position) {
        // The first slots are repeated behind the last, so that a draw need not wrap around.
        for (std::int32_t slot = slot_[row]; slot < length_; slot += rows_) {
            for (std::int32_t d = 0; d < stride_; ++d)
                values_[offset(d) + static_cast<std::size_t>(slot)] = position[d];
        }
    }

    /// State of the draws for one row; cheap to seed (a linear congruential generator, Knuth's
    /// MMIX).
    struct Draws {
        std::uint64_t state;
        explicit Draws(std::uint64_t seed) : state(seed) {}
        std::uint32_t next() {
            state = state * 6364136223846793005ull + 1442695040888963407ull;
            return static_cast<std::uint32_t>(state >> 32);
        }
    };

    /// Positions of four rows; should `row` be among them, it is found at `self`, where it has no
    /// effect.
    template <std::int32_t stride>
    void draw(Draws& draws, std::int32_t row, const simd::F4* self, simd::F4* at) const {
        const auto slot = static_cast<std::int32_t>(
            (static_cast<std::uint64_t>(draws.next()) * static_cast<std::uint32_t>(rows_)) >> 32);
        const float* const first = values_.data() + slot;
        for (std::int32_t d = 0; d < stride; ++d) at[d] = simd::load(first + offset(d));
        for (std::int32_t own = slot_[row]; own < slot + 4; own += rows_) {
            if (own < slot) continue;
            for (std::int32_t d = 0; d < stride; ++d) at[d][own - slot] = self[d][0];
        }
    }

private:
    std::size_t offset(std::int32_t dimension) const {
        return static_cast<std::size_t>(dimension) * static_cast<std::size_t>(length_);
    }

    std::int32_t rows_ = 0;
    std::int32_t stride_ = 0;
    std::int32_t length_ = 0;  ///< rows + 3
    std::vector<std::int32_t> slot_;
    std::vector<float> values_;
};

}  // namespace labelscape
