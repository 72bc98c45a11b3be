#include "core/knn/neighbor_search.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "base/parallel_for.hpp"
#include "core/knn/exact_search.hpp"
#include "core/vec/cosine.hpp"
#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

/// Every seventh row asks, every other one but each fifth answers.
struct Asked {
    std::vector<std::uint32_t> base, queries;

    explicit Asked(std::int32_t rows) {
        for (std::int32_t row = 0; row < rows; ++row) {
            if (row % 7 == 0) queries.push_back(static_cast<std::uint32_t>(row));
            else if (row % 5 != 0) base.push_back(static_cast<std::uint32_t>(row));
        }
    }
};

NeighborGraph found(const UnitRows& rows, const Asked& asked, std::int32_t neighbors, int workers = 2,
                    bool in_slices = false) {
    const int before = parallel_workers();
    set_parallel_workers(workers);
    NeighborSearch search(rows, asked.base, asked.queries, neighbors);
    const SteadyClock clock;
    double last = 0;
    while (search.step(in_slices ? Budget(clock, 0) : Budget()) == Step::more) {
        EXPECT_GE(search.progress(), last);
        EXPECT_LT(search.progress(), 1.0);
        last = search.progress();
    }
    EXPECT_EQ(search.progress(), 1.0);
    set_parallel_workers(before);
    return search.take();
}

TEST(NeighborSearch, FindsTheNearestOfTheBase) {
    const UnitRows rows = make_mixture(9000, 32, 60).rows();
    const Asked asked(rows.rows());
    const NeighborGraph graph = found(rows, asked, 12);
    ASSERT_EQ(graph.rows, static_cast<std::int32_t>(asked.queries.size()));
    const UnitRows base = rows.picked(asked.base);
    std::size_t hits = 0;
    for (std::int32_t i = 0; i < graph.rows; i += 10) {
        const auto query = static_cast<std::int32_t>(asked.queries[static_cast<std::size_t>(i)]);
        const auto neighbors = graph.neighbors_of(i);
        for (std::size_t j = 0; j < 12; ++j) {
            ASSERT_TRUE(std::ranges::binary_search(asked.base, static_cast<std::uint32_t>(neighbors[j])));
            EXPECT_EQ(graph.similarities_of(i)[j], cosine(rows, query, neighbors[j]));
            EXPECT_TRUE(j == 0 || graph.similarities_of(i)[j - 1] >= graph.similarities_of(i)[j]);
        }
        for (const Match& match : top_k(base, rows.decoded(query).data(), 12)) {
            const auto row = static_cast<std::int32_t>(asked.base[static_cast<std::size_t>(match.row)]);
            hits += std::ranges::count(neighbors, row);
        }
    }
    // Cosines that differ by less than the rounding may swap places.
    EXPECT_GT(static_cast<double>(hits), 0.999 * 12 * ((graph.rows + 9) / 10));
}

TEST(NeighborSearch, DependsNeitherOnSlicesNorOnWorkers) {
    const UnitRows rows = make_mixture(9000, 16, 30).rows();
    const Asked asked(rows.rows());
    const NeighborGraph one = found(rows, asked, 5, 1), sliced = found(rows, asked, 5, 2, true);
    EXPECT_EQ(one.neighbors, sliced.neighbors);
    EXPECT_EQ(one.similarities, sliced.similarities);
}

TEST(NeighborSearch, AFewRowsGiveFewNeighbors) {
    const UnitRows rows = make_mixture(8, 8, 2).rows();
    Asked asked(8);
    EXPECT_EQ(found(rows, asked, 20).k, 5);
    asked.base.clear();
    const NeighborGraph none = found(rows, asked, 20);
    EXPECT_EQ(none.k, 0);
    EXPECT_EQ(none.rows, 2);
    asked.queries.clear();
    EXPECT_EQ(found(rows, asked, 20).rows, 0);
}

}  // namespace
}  // namespace labelscape
