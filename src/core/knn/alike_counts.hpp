#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/step.hpp"
#include "base/unit_rows.hpp"

namespace labelscape {

/// Counts, for every row, the other rows with cosine >= threshold: all pairs, by slices, on all
/// workers. Meant for up to some 20,000 rows (two seconds); beyond that count a single row by
/// alike() on demand. Cosines are rounded to some 5e-5, so a pair that close to the threshold may
/// fall on either side.
class AlikeCounter {
public:
    struct Options {
        /// Cosine, in (0, 1].
        float threshold = 0.8f;
        /// Larger counts are reported as this.
        std::int32_t cap = 999;
        /// Optional, one per row: only rows with a nonzero value are counted (such as "not
        /// labeled").
        std::vector<std::uint8_t> counted = {};
    };

    static Result<AlikeCounter> create(const UnitRows& vectors, Options options);

    AlikeCounter(AlikeCounter&&) noexcept;
    AlikeCounter& operator=(AlikeCounter&&) noexcept;
    ~AlikeCounter();

    Step step(const Budget& budget);
    /// 0..1.
    double progress() const;
    /// One count per row; final once step() returned done.
    const std::vector<std::int32_t>& counts() const;

private:
    struct State;
    explicit AlikeCounter(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
