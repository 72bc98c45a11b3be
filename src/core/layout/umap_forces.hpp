#pragma once

// The inner loop of UmapOptimizer: all pulls and pushes of one row in one epoch, four others at a
// time.

#include <cstdint>
#include <cstring>

#include "base/simd.hpp"
#include "core/layout/curve_fit.hpp"
#include "core/layout/push_pool.hpp"

namespace labelscape {

/// The parameters of the forces, by lane.
struct Forces {
    simd::F4 a, b;
    simd::F4 pull[5];  ///< pull[n]: factor of a pull in the first n lanes, 0 in the others
    simd::F4 push[5];

    explicit Forces(Curve curve)
        : a(simd::splat(curve.a)), b(simd::splat(curve.b)), pull{}, push{} {
        for (int used = 0; used <= 4; ++used) {
            for (int lane = 0; lane < used; ++lane) {
                // Twice: the part of the row itself, and the part that the other end would add when
                // it is its turn.
                pull[used][lane] = 2 * -2 * curve.a * curve.b;
                push[used][lane] = 2 * curve.b;
            }
        }
    }
};

/// Reads the positions of four rows, one vector a dimension. stride: 2, or a multiple of 4.
template <std::int32_t stride>
inline void gather(const float* positions, const std::int32_t* rows, simd::F4* at) {
    using namespace simd;
    const auto point = [&](int lane) {
        return positions + static_cast<std::size_t>(rows[lane]) * stride;
    };
    if constexpr (stride == 2) {
        using D2 = double __attribute__((vector_size(16)));
        double pair[4];
        for (int lane = 0; lane < 4; ++lane) std::memcpy(&pair[lane], point(lane), sizeof(double));
        const F4 low = reinterpret_cast<F4>(D2{pair[0], pair[1]}),
                 high = reinterpret_cast<F4>(D2{pair[2], pair[3]});
        at[0] = __builtin_shufflevector(low, high, 0, 2, 4, 6);
        at[1] = __builtin_shufflevector(low, high, 1, 3, 5, 7);
    } else {
        for (std::int32_t d = 0; d < stride; d += 4) {
            const F4 a = load(point(0) + d), b = load(point(1) + d), c = load(point(2) + d),
                     e = load(point(3) + d);
            const F4 ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5),
                     ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
            const F4 ce_low = __builtin_shufflevector(c, e, 0, 4, 1, 5),
                     ce_high = __builtin_shufflevector(c, e, 2, 6, 3, 7);
            at[d] = __builtin_shufflevector(ab_low, ce_low, 0, 1, 4, 5);
            at[d + 1] = __builtin_shufflevector(ab_low, ce_low, 2, 3, 6, 7);
            at[d + 2] = __builtin_shufflevector(ab_high, ce_high, 0, 1, 4, 5);
            at[d + 3] = __builtin_shufflevector(ab_high, ce_high, 2, 3, 6, 7);
        }
    }
}

/// Turns positions of others into differences from `self`; returns the squared distances.
template <std::int32_t stride>
inline simd::F4 measure(const simd::F4* self, simd::F4* others) {
    simd::F4 squared = simd::splat(1e-9f);
    for (std::int32_t d = 0; d < stride; ++d) {
        others[d] = self[d] - others[d];
        squared += others[d] * others[d];
    }
    return squared;
}

/// Adds strength * delta to the move of the row, each limited to [-4, 4].
template <std::int32_t stride>
inline void add_limited(simd::F4 strength, const simd::F4* delta, simd::F4* move) {
    for (std::int32_t d = 0; d < stride; ++d) {
        move[d] += simd::min(simd::max(strength * delta[d], simd::splat(-4.0f)), simd::splat(4.0f));
    }
}

/// A row in the middle of its moves.
template <std::int32_t stride>
class MovingRow {
public:
    MovingRow(const float* position, std::int32_t row, std::uint64_t seed, const Forces& forces,
              float rate)
        : forces_(forces), rate_(rate), row_(row), draws_(seed) {
        for (std::int32_t d = 0; d < stride; ++d) self_[d] = simd::splat(position[d]);
    }

    /// Pulls towards the first `used` of four rows.
    void pull(const float* positions, const std::int32_t* rows, int used) {
        simd::F4 delta[stride];
        gather<stride>(positions, rows, delta);
        const simd::F4 squared = measure<stride>(self_, delta);
        const simd::F4 power = simd::rough_pow(squared, forces_.b);
        add_limited<stride>(forces_.pull[used] * power / (squared * (forces_.a * power + 1.0f)),
                            delta, move_);
    }

    /// Pushes away from `used` of at most four rows at random.
    void push(const PushPool& pool, int used) {
        simd::F4 delta[stride];
        pool.draw<stride>(draws_, row_, self_, delta);
        const simd::F4 squared = measure<stride>(self_, delta);
        const simd::F4 power = simd::rough_pow(squared, forces_.b);
        add_limited<stride>(forces_.push[used] / ((squared + 0.001f) * (forces_.a * power + 1.0f)),
                            delta, move_);
    }

    /// Carries out what has been added up.
    void move() {
        for (std::int32_t d = 0; d < stride; ++d) {
            self_[d] += simd::splat(simd::sum(move_[d]) * rate_);
            move_[d] = simd::F4{};
        }
    }

    void put(float* position) const {
        for (std::int32_t d = 0; d < stride; ++d) position[d] = self_[d][0];
    }

private:
    const Forces& forces_;
    float rate_;
    std::int32_t row_;
    PushPool::Draws draws_;
    simd::F4 self_[stride];
    simd::F4 move_[stride] = {};
};

}  // namespace labelscape
