#include "core/knn/knn_graph.hpp"

#include <algorithm>
#include <string>

#include "base/checked.hpp"
#include "core/knn/knn_strategy.hpp"
#include "core/vec/cosine.hpp"

namespace labelscape {
namespace {

/// Of the few rows that have no or not enough others: nothing to search.
class NothingToSearch final : public KnnGraphBuilder::Strategy {
public:
    explicit NothingToSearch(std::int32_t rows) { graph_.rows = rows; }
    Step step(const Budget&) override { return Step::done; }
    double progress() const override { return 1.0; }
    NeighborGraph take() override { return std::move(graph_); }

private:
    NeighborGraph graph_;
};

}  // namespace

void set_neighbors(NeighborGraph& graph, std::int32_t to, const UnitRows& vectors, std::int32_t row,
                   const std::int32_t* found) {
    const std::size_t offset = static_cast<std::size_t>(to) * static_cast<std::size_t>(graph.k);
    std::vector<std::pair<float, std::int32_t>> order(graph.k);
    for (std::int32_t i = 0; i < graph.k; ++i) {
        order[i] = {-cosine(vectors, row, found[i]), found[i]};
    }
    std::sort(order.begin(), order.end());
    for (std::int32_t i = 0; i < graph.k; ++i) {
        graph.neighbors[offset + i] = order[i].second;
        graph.similarities[offset + i] = -order[i].first + 0.0f;
    }
}

Result<KnnGraphBuilder> KnnGraphBuilder::create(const UnitRows& vectors,
                                                const KnnGraphOptions& options) {
    if (options.neighbors < 1 || options.neighbors > 256) {
        return Error{ErrorCode::bad_argument, "The number of neighbors is " +
                                                  std::to_string(options.neighbors) +
                                                  "; choose one from 1 to 256."};
    }
    const std::int32_t k = std::min(options.neighbors, vectors.rows() - 1);
    if (k < 1) return KnnGraphBuilder(std::make_unique<NothingToSearch>(vectors.rows()));
    const std::uint64_t bytes =
        static_cast<std::uint64_t>(vectors.rows()) *
        (static_cast<std::uint64_t>(vectors.columns()) * 2 + static_cast<std::uint64_t>(k) * 24);
    if (!checked_product(bytes, 1)) {
        return Error{ErrorCode::too_large,
                     "The neighbor search of " + std::to_string(vectors.rows()) +
                         " rows needs more memory than a page can have; use fewer rows."};
    }
    return KnnGraphBuilder(vectors.rows() <= options.exact_rows
                               ? make_exact_strategy(vectors, k)
                               : make_cell_strategy(vectors, k, options));
}

KnnGraphBuilder::KnnGraphBuilder(std::unique_ptr<Strategy> strategy)
    : strategy_(std::move(strategy)) {}
KnnGraphBuilder::KnnGraphBuilder(KnnGraphBuilder&&) noexcept = default;
KnnGraphBuilder& KnnGraphBuilder::operator=(KnnGraphBuilder&&) noexcept = default;
KnnGraphBuilder::~KnnGraphBuilder() = default;

Step KnnGraphBuilder::step(const Budget& budget) {
    return strategy_->step(budget);
}
double KnnGraphBuilder::progress() const {
    return strategy_->progress();
}
NeighborGraph KnnGraphBuilder::take() {
    return strategy_->take();
}

}  // namespace labelscape
