#pragma once

#include <memory>

#include "core/knn/knn_graph.hpp"

namespace labelscape {

/// How KnnGraphBuilder finds the neighbors; the arguments have been checked, and rows > k >= 1.
class KnnGraphBuilder::Strategy {
public:
    virtual ~Strategy() = default;
    virtual Step step(const Budget& budget) = 0;
    virtual double progress() const = 0;
    virtual NeighborGraph take() = 0;
};

/// Compares all pairs.
std::unique_ptr<KnnGraphBuilder::Strategy> make_exact_strategy(const UnitRows& vectors, std::int32_t k);

/// Compares each row with the rows of the cells of a k-means partition that are nearest to it.
std::unique_ptr<KnnGraphBuilder::Strategy> make_cell_strategy(const UnitRows& vectors, std::int32_t k,
                                                              const KnnGraphOptions& options);

/// Fills row `to` of the graph, which is `row` of the vectors: exact similarities, sorted as NeighborGraph promises.
void set_neighbors(NeighborGraph& graph, std::int32_t to, const UnitRows& vectors, std::int32_t row,
                   const std::int32_t* found);

}  // namespace labelscape
