#include "core/layout/fuzzy_graph.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "core/knn/knn_graph.hpp"
#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

NeighborGraph graph_of(const UnitRows& vectors) {
    auto builder = KnnGraphBuilder::create(vectors, {.neighbors = 10});
    builder->step(Budget());
    return builder->take();
}

WeightedGraph fuzzy(const NeighborGraph& graph, std::int32_t neighborhood) {
    FuzzyGraphBuilder builder(graph, neighborhood);
    builder.step(Budget());
    return builder.take();
}

/// Memberships by the definition, in double.
std::map<std::pair<std::int32_t, std::int32_t>, double> memberships(const NeighborGraph& graph,
                                                                    std::int32_t used) {
    std::map<std::pair<std::int32_t, std::int32_t>, double> result;
    for (std::int32_t row = 0; row < graph.rows; ++row) {
        const auto cosines = graph.similarities_of(row);
        const double nearest = 1 - static_cast<double>(cosines[0]);
        double low = 0, high = 100;
        for (int round = 0; round < 200; ++round) {
            const double sigma = (low + high) / 2;
            double sum = 0;
            for (std::int32_t i = 0; i < used; ++i)
                sum += std::exp(-(1 - static_cast<double>(cosines[i]) - nearest) / sigma);
            (sum > std::log2(used + 1.0) ? high : low) = sigma;
        }
        for (std::int32_t i = 0; i < used; ++i) {
            result[{row, graph.neighbors_of(row)[i]}] =
                std::exp(-(1 - static_cast<double>(cosines[i]) - nearest) / high);
        }
    }
    return result;
}

TEST(FuzzyGraph, IsTheFuzzyUnionOfMemberships) {
    const Mixture mixture = make_mixture(200, 24, 5);
    const NeighborGraph graph = graph_of(mixture.rows());
    const WeightedGraph result = fuzzy(graph, 9);
    auto expected = memberships(graph, 8);
    const auto directed = expected;
    for (const auto& [edge, a] : directed) {
        const auto back = directed.find({edge.second, edge.first});
        const double b = back == directed.end() ? 0 : back->second;
        expected[edge] = expected[{edge.second, edge.first}] = a + b - a * b;
    }
    ASSERT_EQ(result.target.size(), expected.size());
    for (std::int32_t row = 0; row < 200; ++row) {
        for (std::int32_t i = result.begin[row]; i < result.begin[row + 1]; ++i) {
            if (i > result.begin[row]) {
                EXPECT_LT(result.target[i - 1], result.target[i]);
            }
            EXPECT_NEAR(static_cast<double>(result.weight[i]), expected.at({row, result.target[i]}),
                        2e-3);
        }
    }
}

TEST(FuzzyGraph, BothDirectionsAreEqualToTheBit) {
    Mixture mixture = make_mixture(300, 16, 3);
    std::fill_n(mixture.vectors.row(7), 16, 0.0f);
    WeightedGraph result = fuzzy(graph_of(mixture.rows()), 15);
    EXPECT_EQ(result.begin[7], result.begin[8]) << "an empty text has no edges";
    std::vector<std::int32_t> labels(300);
    for (std::int32_t row = 0; row < 300; ++row) labels[row] = row % 5 - 1;
    for (int round = 0; round < 2; ++round) {
        std::map<std::pair<std::int32_t, std::int32_t>, float> weights;
        for (std::int32_t row = 0; row < 300; ++row) {
            for (std::int32_t i = result.begin[row]; i < result.begin[row + 1]; ++i) {
                weights[{row, result.target[i]}] = result.weight[i];
                EXPECT_GT(result.weight[i], 0.0f);
                EXPECT_LE(result.weight[i], 1.0f);
            }
        }
        for (const auto& [edge, weight] : weights)
            EXPECT_EQ(weight, weights.at({edge.second, edge.first}));
        intersect_labels(result, labels, 0.5f);
    }
}

}  // namespace
}  // namespace labelscape
