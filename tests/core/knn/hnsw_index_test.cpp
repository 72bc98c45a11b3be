#include "core/knn/hnsw_index.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/parallel_for.hpp"
#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

HnswIndex build(const UnitRows& vectors, int workers = 2) {
    const int before = parallel_workers();
    set_parallel_workers(workers);
    auto index = HnswIndex::create(vectors, {.ef_construction = 100});
    EXPECT_TRUE(index.ok());
    const SteadyClock clock;
    for (;;) {
        const Result<Step> step = index->step(Budget(clock, 5));
        EXPECT_TRUE(step.ok());
        if (*step == Step::done) break;
    }
    EXPECT_EQ(index->progress(), 1.0);
    set_parallel_workers(before);
    return std::move(*index);
}

TEST(HnswIndex, FindsNearlyAllOfTheNearest) {
    const Mixture mixture = make_mixture(3000, 64, 40);
    const UnitRows rows = mixture.rows();
    const HnswIndex index = build(rows);
    std::int32_t hits = 0;
    for (std::int32_t row = 0; row < 3000; row += 30) {
        const auto found = index.search(mixture.vectors.row(row), 10, 64);
        ASSERT_TRUE(found.ok());
        ASSERT_EQ(found->size(), 10u);
        EXPECT_EQ((*found)[0].row, row);
        const auto exact = top_k(rows, mixture.vectors.row(row), 10);
        for (const Match& match : exact) {
            hits += std::any_of(found->begin(), found->end(),
                                [&](const Match& m) { return m.row == match.row; })
                        ? 1
                        : 0;
        }
        EXPECT_NEAR((*found)[9].similarity, exact[9].similarity, 0.05f);
    }
    EXPECT_GT(hits, 980);
}

TEST(HnswIndex, SeveralPartsDoNotDependOnWorkers) {
    // Enough rows for two parts, few columns to be quick.
    const Mixture mixture = make_mixture(33000, 8, 100);
    auto one = HnswIndex::create(mixture.rows(), {.links = 4, .ef_construction = 8});
    auto two = HnswIndex::create(mixture.rows(), {.links = 4, .ef_construction = 8});
    const int before = parallel_workers();
    set_parallel_workers(1);
    ASSERT_TRUE(one->step(Budget()).ok());
    set_parallel_workers(2);
    ASSERT_TRUE(two->step(Budget()).ok());
    set_parallel_workers(before);
    for (std::int32_t row = 0; row < 33000; row += 1100) {
        const auto a = one->search(mixture.vectors.row(row), 20),
                   b = two->search(mixture.vectors.row(row), 20);
        ASSERT_TRUE(a.ok() && b.ok());
        EXPECT_EQ(*a, *b);
        EXPECT_TRUE(std::is_sorted(a->begin(), a->end(),
                                   [](auto& x, auto& y) { return x.similarity > y.similarity; }));
    }
}

TEST(HnswIndex, FindsWhatHasBeenAddedSoFar) {
    const Mixture mixture = make_mixture(500, 16, 5);
    auto index = HnswIndex::create(mixture.rows());
    ASSERT_TRUE(index.ok());
    EXPECT_TRUE(index->search(mixture.vectors.row(0), 5)->empty());
    const SteadyClock clock;
    ASSERT_TRUE(index->step(Budget(clock, 0)).ok());
    EXPECT_GT(index->progress(), 0.0);
    EXPECT_LT(index->progress(), 1.0);
    const auto found = index->search(mixture.vectors.row(0), 1);
    ASSERT_EQ(found->size(), 1u);
    EXPECT_EQ((*found)[0].row, 0);
}

TEST(HnswIndex, EmptyAndZeroRows) {
    const UnitRows none(0, 8), zeros(20, 8);
    const std::vector<float> zero(8);
    EXPECT_TRUE(build(none).search(zero.data(), 3)->empty());
    const auto found = build(zeros).search(zero.data(), 3);
    ASSERT_EQ(found->size(), 3u);
    EXPECT_EQ((*found)[0].similarity, 0.0f);
    EXPECT_FALSE(HnswIndex::create(zeros, {.links = 1}).ok());
}

}  // namespace
}  // namespace labelscape
