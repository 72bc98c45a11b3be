#include "core/knn/alike_counts.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/parallel_for.hpp"
#include "core/vec/cosine.hpp"
#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

std::vector<std::int32_t> count(const UnitRows& vectors, AlikeCounter::Options options,
                                double budget_ms = 1e9) {
    auto counter = AlikeCounter::create(vectors, std::move(options));
    EXPECT_TRUE(counter.ok());
    const SteadyClock clock;
    while (counter->step(Budget(clock, budget_ms)) == Step::more)
        EXPECT_LE(counter->progress(), 1.0);
    return counter->counts();
}

TEST(AlikeCounts, AgreeWithPairByPair) {
    const UnitRows vectors = make_mixture(701, 40, 6).rows();
    std::vector<std::uint8_t> counted(701);
    for (std::int32_t row = 0; row < 701; ++row) counted[row] = row % 4 != 0;
    const float threshold = 0.8f;
    const std::vector<std::int32_t> counts =
        count(vectors, {.threshold = threshold, .counted = counted}, 0);
    std::int32_t busiest = 0;
    for (std::int32_t row = 0; row < 701; ++row) {
        std::int32_t least = 0, most = 0;
        for (std::int32_t other = 0; other < 701; ++other) {
            if (other == row || !counted[other]) continue;
            const float exact = cosine(vectors, row, other);
            least += exact >= threshold + 2e-4f ? 1 : 0;
            most += exact >= threshold - 2e-4f ? 1 : 0;
        }
        EXPECT_GE(counts[row], least) << row;
        EXPECT_LE(counts[row], most) << row;
        busiest = std::max(busiest, counts[row]);
    }
    EXPECT_GT(busiest, 10);
}

TEST(AlikeCounts, AreCappedAndTheSameForEveryone) {
    Matrix vectors(1500, 3);
    for (std::int32_t row = 0; row < 1500; ++row)
        vectors.row(row)[row % 3 == 2 ? 2 : 0] = row % 10 == 0 ? 0.0f : 1.0f;
    const UnitRows rows = UnitRows::of(vectors.view());
    const std::vector<std::int32_t> counts = count(rows, {.threshold = 1.0f, .cap = 500});
    for (std::int32_t row = 0; row < 1500; ++row) {
        EXPECT_EQ(counts[row], row % 10 == 0 ? 0 : row % 3 == 2 ? 449 : 500) << row;
    }
    const int before = parallel_workers();
    set_parallel_workers(1);
    EXPECT_EQ(count(rows, {.threshold = 1.0f, .cap = 500}, 0), counts);
    set_parallel_workers(before);
}

TEST(AlikeCounts, RefusesWhatCannotBe) {
    const UnitRows vectors(10, 4);
    EXPECT_FALSE(AlikeCounter::create(vectors, {.threshold = 0}).ok());
    EXPECT_FALSE(AlikeCounter::create(vectors, {.threshold = std::nanf("")}).ok());
    EXPECT_FALSE(AlikeCounter::create(vectors, {.counted = {1, 0}}).ok());
    EXPECT_TRUE(count(UnitRows(0, 4), {}).empty());
}

}  // namespace
}  // namespace labelscape
