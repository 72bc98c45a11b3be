#include "core/knn/typical_cosine.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

TEST(TypicalCosine, IsTheMedianOfThatNeighbor) {
    NeighborGraph graph;
    graph.rows = 3;
    graph.k = 2;
    graph.neighbors = {1, 2, 0, 2, 0, 1};
    graph.similarities = {0.9f, 0.5f, 0.9f, 0.7f, 0.6f, 0.1f};
    EXPECT_EQ(typical_cosine(graph, 1), 0.9f);
    EXPECT_EQ(typical_cosine(graph, 2), 0.5f);
    EXPECT_EQ(typical_cosine(graph, 10), 0.5f);   // there are no ten neighbors
    EXPECT_EQ(typical_cosine({}, 10), 0);
}

}  // namespace
}  // namespace labelscape
