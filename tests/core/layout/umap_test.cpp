#include "core/layout/umap.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <map>
#include <string>

#include "base/hash.hpp"
#include "base/parallel_for.hpp"
#include "core/knn/knn_graph.hpp"
#include "core/layout/layout_quality.hpp"
#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

NeighborGraph graph_of(const UnitRows& vectors, std::int32_t neighbors = 15) {
    auto builder = KnnGraphBuilder::create(vectors, {.neighbors = neighbors});
    EXPECT_TRUE(builder.ok());
    builder->step(Budget());
    return builder->take();
}

std::vector<float> layout(const NeighborGraph& graph, const UmapOptions& options, int workers = 2,
                          bool in_slices = false) {
    const int before = parallel_workers();
    set_parallel_workers(workers);
    auto umap = Umap::create(graph, options);
    EXPECT_TRUE(umap.ok());
    const SteadyClock clock;
    double last = 0;
    while (umap->step(in_slices ? Budget(clock, 0) : Budget()) == Step::more) {
        EXPECT_GE(umap->progress(), last);
        EXPECT_LE(umap->epoch(), umap->epoch_count());
        last = umap->progress();
    }
    EXPECT_EQ(umap->progress(), 1.0);
    EXPECT_EQ(umap->epoch(), umap->epoch_count());
    set_parallel_workers(before);
    return {umap->positions().begin(), umap->positions().end()};
}

bool all_finite(std::span<const float> values) {
    return std::all_of(values.begin(), values.end(), [](float x) { return std::isfinite(x); });
}

double distance(std::span<const float> positions, std::int32_t a, std::int32_t b) {
    return std::hypot(static_cast<double>(positions[2 * a] - positions[2 * b]),
                      static_cast<double>(positions[2 * a + 1] - positions[2 * b + 1]));
}

/// Mean distance of rows of equal class over that of rows of different class.
double separation(std::span<const float> positions, std::span<const std::int32_t> classes) {
    double same = 0, other = 0;
    std::int64_t same_count = 0, other_count = 0;
    const auto rows = static_cast<std::int32_t>(classes.size());
    for (std::int32_t a = 0; a < rows; ++a) {
        for (std::int32_t b = a + 1; b < rows; b += 7) {
            if (classes[a] < 0 || classes[b] < 0) continue;
            (classes[a] == classes[b] ? same : other) += distance(positions, a, b);
            ++(classes[a] == classes[b] ? same_count : other_count);
        }
    }
    return (same / static_cast<double>(same_count)) / (other / static_cast<double>(other_count));
}

TEST(Umap, KeepsNeighborhoods) {
    const Mixture mixture = make_mixture(1200, 48, 20);
    const std::vector<float> positions = layout(graph_of(mixture.rows()), {});
    ASSERT_TRUE(all_finite(positions));
    const LayoutQuality quality = judge_layout(mixture.vectors.view(), positions, 2, 15, 4);
    EXPECT_GT(quality.trustworthiness, 0.95);
    EXPECT_GT(quality.preservation, 0.35);
    EXPECT_LT(separation(positions, mixture.cluster), 0.2);
}

TEST(Umap, WorksInMoreDimensions) {
    const Mixture mixture = make_mixture(600, 48, 10);
    const NeighborGraph graph = graph_of(mixture.rows());
    for (const std::int32_t dim : {3, 5, 10, 12}) {
        const std::vector<float> positions =
            layout(graph, {.dim = dim, .min_dist = 0, .epochs = 200});
        ASSERT_EQ(positions.size(), 600u * dim);
        ASSERT_TRUE(all_finite(positions));
        EXPECT_GT(judge_layout(mixture.vectors.view(), positions, dim, 15, 4).trustworthiness, 0.95)
            << dim;
    }
}

TEST(Umap, DoesNotDependOnWorkersOrSlices) {
    const Mixture mixture = make_mixture(3000, 32, 30);
    const NeighborGraph graph = graph_of(mixture.rows());
    const UmapOptions options{.epochs = 20};
    const std::vector<float> one = layout(graph, options, 1);
    EXPECT_EQ(layout(graph, options, 2), one);
    EXPECT_EQ(layout(graph, options, 1, true), one);
    EXPECT_EQ(layout(graph, options, 2, true), one);
    EXPECT_NE(layout(graph, {.epochs = 20, .seed = 43}), one);
}

/// Hashes of whole layouts, so that every machine and build gives the same bits.
/// After a wanted change: LABELSCAPE_UPDATE_GOLDEN=1 build/native/bin/core_tests
/// --gtest_filter='Umap.Golden*'
TEST(Umap, GoldenLayouts) {
    const std::string path = std::string(SOURCE_DIR) + "/tests/golden/layout_hashes.txt";
    const Mixture mixture = make_mixture(700, 40, 2, 1.0f);
    std::map<std::string, std::uint64_t> found;
    for (const std::int32_t exact_rows : {0, 1000}) {
        auto builder = KnnGraphBuilder::create(mixture.rows(),
                                               {.exact_rows = exact_rows, .effort = 0.1f});
        builder->step(Budget());
        const NeighborGraph graph = builder->take();
        for (const std::int32_t dim : {2, 5}) {
            const std::vector<float> positions = layout(graph, {.dim = dim, .epochs = 60});
            found[(exact_rows ? "exact_" : "cells_") + std::to_string(dim) + "d"] =
                hash_bytes(std::as_bytes(std::span(positions)));
        }
    }
    if (std::getenv("LABELSCAPE_UPDATE_GOLDEN")) {
        std::ofstream file(path);
        for (const auto& [name, hash] : found) file << name << ' ' << hash << '\n';
        GTEST_SKIP() << "wrote " << path;
    }
    std::map<std::string, std::uint64_t> expected;
    std::ifstream file(path);
    std::string name;
    for (std::uint64_t hash = 0; file >> name >> hash;) expected[name] = hash;
    EXPECT_EQ(found, expected);
}

TEST(Umap, FewRows) {
    for (std::int32_t rows = 0; rows <= 40; rows += rows < 6 ? 1 : 17) {
        const Mixture mixture = make_mixture(rows, 8, 2);
        const std::vector<float> positions = layout(graph_of(mixture.rows()), {.epochs = 50});
        EXPECT_EQ(positions.size(), 2u * rows);
        EXPECT_TRUE(all_finite(positions)) << rows;
        if (rows >= 2) {
            EXPECT_GT(distance(positions, 0, rows - 1), 0.0) << rows;
        }
    }
}

TEST(Umap, EmptyTextsStandAside) {
    Mixture mixture = make_mixture(400, 16, 4);
    for (std::int32_t row = 0; row < 400; row += 10)
        std::fill_n(mixture.vectors.row(row), 16, 0.0f);
    const std::vector<float> positions = layout(graph_of(mixture.rows()), {.epochs = 100});
    ASSERT_TRUE(all_finite(positions));
    float right = -1e30f, left = 1e30f;
    for (std::int32_t row = 0; row < 400; ++row) {
        if (row % 10 == 0)
            right = std::max(right, positions[2 * row]);
        else
            left = std::min(left, positions[2 * row]);
    }
    EXPECT_LT(right, left);
    const UnitRows zeros(50, 16);
    EXPECT_TRUE(all_finite(layout(graph_of(zeros), {})));
}

TEST(Umap, EqualRowsStayTogether) {
    Mixture mixture = make_mixture(600, 16, 6);
    for (std::int32_t row = 0; row < 600; row += 3)
        std::copy_n(mixture.vectors.row(0), 16, mixture.vectors.row(row));
    const std::vector<float> positions = layout(graph_of(mixture.rows()), {});
    ASSERT_TRUE(all_finite(positions));
    EXPECT_GT(judge_layout(mixture.vectors.view(), positions, 2, 15, 5).trustworthiness, 0.85);
}

/// Share of the rows' nearest labeled neighbor in the layout that has their label.
double label_purity(std::span<const float> positions, std::span<const std::int32_t> labels) {
    std::int32_t hits = 0, labeled = 0;
    const auto rows = static_cast<std::int32_t>(labels.size());
    for (std::int32_t row = 0; row < rows; ++row) {
        if (labels[row] < 0) continue;
        std::int32_t nearest = -1;
        for (std::int32_t other = 0; other < rows; ++other) {
            if (other == row || labels[other] < 0) continue;
            if (nearest < 0 || distance(positions, row, other) < distance(positions, row, nearest))
                nearest = other;
        }
        hits += labels[nearest] == labels[row] ? 1 : 0;
        ++labeled;
    }
    return static_cast<double>(hits) / labeled;
}

TEST(Umap, LabelsPullTheirClassesTogether) {
    const Mixture mixture = make_mixture(600, 32, 6, 1.2f);
    const NeighborGraph graph = graph_of(mixture.rows());
    // Two classes that cut across the clusters; a third of the rows is not labeled.
    std::vector<std::int32_t> labels(600);
    for (std::int32_t row = 0; row < 600; ++row) labels[row] = row % 9 < 3 ? -1 : row / 6 % 2;
    const std::vector<float> without = layout(graph, {.epochs = 200});
    EXPECT_EQ(layout(graph, {.epochs = 200, .labels = labels, .label_weight = 0}), without);
    const std::vector<float> half =
        layout(graph, {.epochs = 200, .labels = labels, .label_weight = 0.5f});
    const std::vector<float> full =
        layout(graph, {.epochs = 200, .labels = labels, .label_weight = 1});
    EXPECT_TRUE(all_finite(full));
    EXPECT_LT(label_purity(without, labels), 0.75);
    EXPECT_GT(label_purity(half, labels), label_purity(without, labels) + 0.15);
    EXPECT_GT(label_purity(full, labels), label_purity(without, labels) + 0.15);
}

TEST(Umap, NewRowsJoinAndOldOnesHardlyMove) {
    const Mixture mixture = make_mixture(1000, 32, 8);
    const UnitRows old_vectors = UnitRows::of({mixture.vectors.data.data(), 900, 32});
    std::vector<float> start = layout(graph_of(old_vectors), {});
    start.resize(2000, std::numeric_limits<float>::quiet_NaN());
    const NeighborGraph graph = graph_of(mixture.rows());
    const std::vector<float> kept =
        layout(graph, {.epochs = 100, .start = start, .start_mobility = 0});
    ASSERT_TRUE(all_finite(kept));
    EXPECT_TRUE(std::equal(kept.begin(), kept.begin() + 1800, start.begin()));
    const LayoutQuality quality = judge_layout(mixture.vectors.view(), kept, 2, 15, 3);
    EXPECT_GT(quality.trustworthiness, 0.93);
    const std::vector<float> loose = layout(graph, {.epochs = 100, .start = start});
    double moved = 0;
    for (std::int32_t i = 0; i < 1800; ++i)
        moved += static_cast<double>(std::fabs(loose[i] - start[i])) / 1800;
    EXPECT_GT(moved, 0.0);
    EXPECT_LT(moved, 1.0);
}

TEST(Umap, RefusesWhatCannotBe) {
    const Mixture mixture = make_mixture(50, 8, 2);
    const NeighborGraph graph = graph_of(mixture.rows());
    const float nan = std::numeric_limits<float>::quiet_NaN();
    const std::vector<UmapOptions> wrong = {{.dim = 1},
                                            {.dim = 13},
                                            {.neighbors = 1},
                                            {.min_dist = -1},
                                            {.min_dist = nan},
                                            {.min_dist = 2},
                                            {.spread = 0},
                                            {.epochs = -1},
                                            {.negative_samples = -1},
                                            {.learning_rate = nan},
                                            {.labels = {1, 2}},
                                            {.label_weight = 2},
                                            {.start = {1, 2}},
                                            {.start_mobility = nan}};
    for (const UmapOptions& options : wrong) {
        const auto umap = Umap::create(graph, options);
        ASSERT_FALSE(umap.ok());
        EXPECT_EQ(umap.error().code, ErrorCode::bad_argument);
        EXPECT_FALSE(umap.error().message.empty());
    }
    NeighborGraph torn = graph;
    torn.neighbors.pop_back();
    EXPECT_FALSE(Umap::create(torn).ok());
}

}  // namespace
}  // namespace labelscape
