#include "core/knn/knn_graph.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "base/parallel_for.hpp"
#include "core/knn/exact_search.hpp"
#include "core/vec/cosine.hpp"
#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

NeighborGraph build(const UnitRows& vectors, const KnnGraphOptions& options, int workers = 2,
                    bool in_slices = false) {
    const int before = parallel_workers();
    set_parallel_workers(workers);
    auto builder = KnnGraphBuilder::create(vectors, options);
    EXPECT_TRUE(builder.ok());
    const SteadyClock clock;
    double last = 0;
    while (builder->step(in_slices ? Budget(clock, 0) : Budget()) == Step::more) {
        EXPECT_GE(builder->progress(), last);
        EXPECT_LE(builder->progress(), 1.0);
        last = builder->progress();
    }
    EXPECT_EQ(builder->progress(), 1.0);
    set_parallel_workers(before);
    return builder->take();
}

/// What NeighborGraph promises about each row, and similarities that are what they say.
void expect_sound(const NeighborGraph& graph, const UnitRows& vectors) {
    ASSERT_EQ(graph.neighbors.size(), static_cast<std::size_t>(graph.rows) * graph.k);
    ASSERT_EQ(graph.similarities.size(), graph.neighbors.size());
    for (std::int32_t row = 0; row < graph.rows; ++row) {
        const auto neighbors = graph.neighbors_of(row);
        const auto cosines = graph.similarities_of(row);
        std::set<std::int32_t> seen;
        for (std::int32_t i = 0; i < graph.k; ++i) {
            ASSERT_GE(neighbors[i], 0);
            ASSERT_LT(neighbors[i], graph.rows);
            ASSERT_NE(neighbors[i], row);
            ASSERT_TRUE(seen.insert(neighbors[i]).second)
                << "row " << row << " has " << neighbors[i] << " twice";
            ASSERT_EQ(cosines[i], cosine(vectors, row, neighbors[i]));
            if (i == 0) continue;
            ASSERT_TRUE(cosines[i - 1] > cosines[i] ||
                        (cosines[i - 1] == cosines[i] && neighbors[i - 1] < neighbors[i]));
        }
    }
}

double recall(const NeighborGraph& graph, const UnitRows& vectors, std::int32_t every) {
    std::int32_t hits = 0, all = 0;
    for (std::int32_t row = 0; row < graph.rows; row += every) {
        const auto found = graph.neighbors_of(row);
        for (const Match& match : top_k(vectors, vectors.decoded(row).data(), graph.k, row)) {
            hits += std::count(found.begin(), found.end(), match.row) > 0 ? 1 : 0;
            ++all;
        }
    }
    return static_cast<double>(hits) / all;
}

TEST(KnnGraph, AllPairsFindsTheNearest) {
    const UnitRows vectors = make_mixture(1003, 65, 12).rows();
    const NeighborGraph graph = build(vectors, {.neighbors = 15});
    EXPECT_EQ(graph.k, 15);
    expect_sound(graph, vectors);
    EXPECT_GT(recall(graph, vectors, 3), 0.999);
}

TEST(KnnGraph, CellsFindNearlyAll) {
    const UnitRows vectors = make_mixture(9000, 64, 90).rows();
    const NeighborGraph graph = build(vectors, {.neighbors = 15, .exact_rows = 0});
    expect_sound(graph, vectors);
    EXPECT_GT(recall(graph, vectors, 20), 0.97);
}

TEST(KnnGraph, DoesNotDependOnWorkersOrSlices) {
    const UnitRows vectors = make_mixture(3000, 48, 20).rows();
    for (const std::int32_t exact_rows : {0, 10000}) {
        const KnnGraphOptions options{.neighbors = 10, .exact_rows = exact_rows};
        const NeighborGraph one = build(vectors, options, 1);
        for (const bool in_slices : {false, true}) {
            for (const int workers : {1, 2}) {
                const NeighborGraph other =
                    build(vectors, options, workers, in_slices);
                EXPECT_EQ(one.neighbors, other.neighbors);
                EXPECT_EQ(one.similarities, other.similarities);
            }
        }
    }
}

TEST(KnnGraph, ManyEqualAndEmptyRowsAreNoTrouble) {
    Mixture mixture = make_mixture(5000, 32, 10);
    for (std::int32_t row = 0; row < 5000; ++row) {
        if (row % 3 == 0) std::fill_n(mixture.vectors.row(row), 32, 0.0f);
        if (row % 3 == 1) std::copy_n(mixture.vectors.row(1), 32, mixture.vectors.row(row));
    }
    const UnitRows vectors = mixture.rows();
    for (const std::int32_t exact_rows : {0, 10000}) {
        const NeighborGraph graph =
            build(vectors, {.neighbors = 12, .exact_rows = exact_rows});
        expect_sound(graph, vectors);
        for (std::int32_t row = 1; row < 5000; row += 3) {
            EXPECT_NEAR(graph.similarities_of(row)[11], 1.0f, 1e-5f) << row;
        }
    }
}

TEST(KnnGraph, FewRowsHaveFewNeighbors) {
    const Mixture mixture = make_mixture(7, 16, 2);
    for (std::int32_t rows = 0; rows <= 7; ++rows) {
        for (const std::int32_t exact_rows : {0, 100}) {
            const UnitRows view = UnitRows::of({mixture.vectors.data.data(), rows, 16});
            const NeighborGraph graph = build(view, {.neighbors = 15, .exact_rows = exact_rows});
            EXPECT_EQ(graph.rows, rows);
            EXPECT_EQ(graph.k, std::max(0, rows - 1));
            expect_sound(graph, view);
        }
    }
}

TEST(KnnGraph, RefusesWhatCannotBe) {
    const UnitRows vectors(10, 4);
    for (const std::int32_t neighbors : {-1, 0, 257}) {
        const auto builder = KnnGraphBuilder::create(vectors, {.neighbors = neighbors});
        ASSERT_FALSE(builder.ok());
        EXPECT_EQ(builder.error().code, ErrorCode::bad_argument);
    }
}

}  // namespace
}  // namespace labelscape
