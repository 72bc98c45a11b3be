#include "core/knn/alike_counts.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/knn/block_pairs.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {

struct AlikeCounter::State {
    Options options;
    ShortRows rows;
    BlockPairs pairs;
    std::vector<std::int32_t> counts;
    std::int32_t least = 0;  ///< least product that counts
    bool done = false;

    bool counted(std::int32_t row) const {
        return options.counted.empty() || options.counted[row] != 0;
    }

    void compare_four(std::int32_t i, BlockPairs::Block a, BlockPairs::Block b) {
        const bool same_block = a.begin == b.begin;
        const std::int32_t first = same_block ? i : b.begin;
        std::array<const std::int16_t*, 4> four;
        for (std::int32_t lane = 0; lane < 4; ++lane)
            four[lane] = rows.row(std::min(i + lane, a.end - 1));
        const simd::I4 bar = simd::splat(least);
        dots_of_four(
            four, rows.row(first), b.end - first, rows.stride(),
            [&](std::int32_t offset, simd::I4 products) {
                const std::int32_t j = first + offset;
                for (int rest = simd::mask_bits(products >= bar); rest != 0; rest &= rest - 1) {
                    const std::int32_t row = i + __builtin_ctz(static_cast<unsigned>(rest));
                    if (row >= a.end || (same_block && j <= row)) continue;
                    counts[row] += counted(j) ? 1 : 0;
                    counts[j] += counted(row) ? 1 : 0;
                }
            });
    }
};

Result<AlikeCounter> AlikeCounter::create(const UnitRows& vectors, Options options) {
    if (!(options.threshold > 0 && options.threshold <= 1)) {
        return Error{ErrorCode::bad_argument,
                     "The threshold for alike documents must be above 0 and at most 1."};
    }
    if (!options.counted.empty() &&
        options.counted.size() != static_cast<std::size_t>(vectors.rows())) {
        return Error{ErrorCode::bad_argument,
                     "Counting alike documents needs one mark for each of the " +
                         std::to_string(vectors.rows()) + " rows."};
    }
    const double least =
        std::floor((static_cast<double>(options.threshold) - 5e-5) * ShortRows::k_unit);
    auto state =
        std::make_unique<State>(State{.options = std::move(options),
                                      .rows = short_rows(vectors),
                                      .pairs = BlockPairs(vectors.rows()),
                                      .counts = std::vector<std::int32_t>(vectors.rows()),
                                      .least = static_cast<std::int32_t>(std::max(1.0, least))});
    return AlikeCounter(std::move(state));
}

AlikeCounter::AlikeCounter(std::unique_ptr<State> state) : state_(std::move(state)) {}
AlikeCounter::AlikeCounter(AlikeCounter&&) noexcept = default;
AlikeCounter& AlikeCounter::operator=(AlikeCounter&&) noexcept = default;
AlikeCounter::~AlikeCounter() = default;

Step AlikeCounter::step(const Budget& budget) {
    State& s = *state_;
    if (s.done) return Step::done;
    const Step step = s.pairs.step(budget, [&s](BlockPairs::Block a, BlockPairs::Block b) {
        for (std::int32_t i = a.begin; i < a.end; i += 4) s.compare_four(i, a, b);
    });
    if (step == Step::more) return Step::more;
    for (std::int32_t& count : s.counts) count = std::min(count, s.options.cap);
    s.rows = {};
    s.done = true;
    return Step::done;
}

double AlikeCounter::progress() const {
    return state_->pairs.progress();
}
const std::vector<std::int32_t>& AlikeCounter::counts() const {
    return state_->counts;
}

}  // namespace labelscape
