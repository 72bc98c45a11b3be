#include "base/parallel_for.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <new>
#include <vector>

namespace labelscape {
namespace {

TEST(ParallelFor, CoversEachItemOnceOnAnyNumberOfWorkers) {
    const int all = parallel_workers();
    for (const int workers : {1, 2, all}) {
        set_parallel_workers(workers);
        for (const std::int64_t count : {0, 1, 7, 1000}) {
            std::vector<int> hits(static_cast<std::size_t>(count));
            parallel_for(count, 16, [&](std::int64_t begin, std::int64_t end) {
                EXPECT_EQ(begin % 16, 0);
                for (auto i = begin; i < end; ++i) ++hits[static_cast<std::size_t>(i)];
            });
            EXPECT_TRUE(std::all_of(hits.begin(), hits.end(), [](int n) { return n == 1; }));
        }
    }
    set_parallel_workers(all);
}

TEST(ParallelFor, WhatABodyThrowsArrivesWhenAllHaveStopped) {
    for (int round = 0; round < 200; ++round) {
        std::atomic<int> inside{0};
        const auto body = [&](std::int64_t begin, std::int64_t) {
            ++inside;
            if (begin >= 500) {
                --inside;
                throw std::bad_alloc();
            }
            --inside;
        };
        EXPECT_THROW(parallel_for(1000, 10, body), std::bad_alloc);
        EXPECT_EQ(inside, 0);
    }
    std::atomic<int> count{0};
    parallel_for(1000, 10, [&](std::int64_t begin, std::int64_t end) { count += static_cast<int>(end - begin); });
    EXPECT_EQ(count, 1000);
}

TEST(ParallelFor, ManySmallRoundsDoNotHang) {
    std::vector<int> sums(64);
    for (int round = 0; round < 2000; ++round) {
        parallel_for(64, 1, [&](std::int64_t begin, std::int64_t) { ++sums[static_cast<std::size_t>(begin)]; });
    }
    EXPECT_EQ(*std::min_element(sums.begin(), sums.end()), 2000);
}

}  // namespace
}  // namespace labelscape
