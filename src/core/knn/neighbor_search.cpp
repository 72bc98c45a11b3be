#include "core/knn/neighbor_search.hpp"

#include <algorithm>
#include <span>

#include "base/parallel_for.hpp"
#include "core/knn/knn_strategy.hpp"
#include "core/knn/offer_rows.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_queries_at_once = 64;
/// Rows that stay in a processor's cache while those are compared with them.
constexpr std::int32_t k_near_rows = 512;
/// What a worker compares between two looks at the budget: some 10 ms.
constexpr std::int64_t k_slice_pairs = 1 << 20;

}  // namespace

NeighborSearch::NeighborSearch(const UnitRows& vectors, std::vector<std::uint32_t> base,
                               std::vector<std::uint32_t> queries, std::int32_t neighbors)
    : vectors_(vectors),
      base_(std::move(base)),
      queries_(std::move(queries)),
      rows_(short_rows(vectors.picked(queries_))) {
    graph_.rows = static_cast<std::int32_t>(queries_.size());
    graph_.k = std::min(neighbors, static_cast<std::int32_t>(base_.size()));
    best_ = TopRows(graph_.rows, graph_.k);
}

Step NeighborSearch::step(const Budget& budget) {
    const auto all = static_cast<std::int32_t>(base_.size());
    const auto slice = static_cast<std::int32_t>(
        std::clamp<std::int64_t>(k_slice_pairs * parallel_workers() / std::max(1, graph_.rows), 64, 4096));
    while (compared_ < all) {
        const std::int32_t count = std::min(slice, all - compared_);
        compare(compared_, count);
        compared_ += count;
        if (budget.spent()) return Step::more;
    }
    if (!done_) finish();
    done_ = true;
    return Step::done;
}

double NeighborSearch::progress() const {
    return done_ ? 1 : 0.95 * compared_ / std::max<double>(1, static_cast<double>(base_.size()));
}

void NeighborSearch::compare(std::int32_t first, std::int32_t count) {
    const auto rows = std::span(base_).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count));
    const ShortRows slice = short_rows(vectors_.picked(rows));
    parallel_for(graph_.rows, k_queries_at_once, [&](std::int64_t begin, std::int64_t end) {
        for (std::int32_t at = 0; at < count; at += k_near_rows) {
            offer_rows(best_, static_cast<std::int32_t>(begin), static_cast<std::int32_t>(end),
                       [this](std::int32_t query) { return rows_.row(query); }, slice.row(at),
                       std::min(k_near_rows, count - at), slice.stride(), first + at);
        }
    });
}

void NeighborSearch::finish() {
    graph_.neighbors.resize(static_cast<std::size_t>(graph_.rows) * static_cast<std::size_t>(graph_.k));
    graph_.similarities.resize(graph_.neighbors.size());
    parallel_for(graph_.rows, 512, [this](std::int64_t begin, std::int64_t end) {
        std::vector<std::int32_t> found(static_cast<std::size_t>(graph_.k));
        for (auto query = static_cast<std::int32_t>(begin); query < end; ++query) {
            std::ranges::transform(best_.keys(query), found.begin(), [this](std::int64_t key) {
                return static_cast<std::int32_t>(base_[static_cast<std::size_t>(TopRows::row_of(key))]);
            });
            set_neighbors(graph_, query, vectors_, static_cast<std::int32_t>(queries_[static_cast<std::size_t>(query)]),
                          found.data());
        }
    });
    best_ = {};
}

}  // namespace labelscape
