#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/parallel_for.hpp"
#include "core/knn/cells.hpp"
#include "core/knn/knn_strategy.hpp"
#include "core/knn/top_rows.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_query_chunk = 64;
constexpr std::int32_t k_rows_per_cell = 120;
constexpr std::int32_t k_probes = 12;

/// Search by cells (inverted file), then one round of asking back: whoever found me may be my
/// neighbor, too. Works in places, the rows ordered by cell, and goes back to row numbers at the
/// end.
class CellStrategy final : public KnnGraphBuilder::Strategy {
public:
    CellStrategy(const UnitRows& vectors, std::int32_t k, const KnnGraphOptions& options)
        : vectors_(vectors),
          k_(k),
          effort_(options.effort),
          cells_(vectors, std::max(1, vectors.rows() / k_rows_per_cell), options.seed),
          keys_(static_cast<std::size_t>(vectors.rows()) * static_cast<std::size_t>(k)) {
        graph_.rows = vectors.rows();
        graph_.k = k;
    }

    Step step(const Budget& budget) override {
        if (done_) return Step::done;
        if (cells_.step(budget) == Step::more) return Step::more;
        const std::int32_t slice = k_query_chunk * (parallel_workers() == 1 ? 1 : 8 * parallel_workers());
        while (searched_ < vectors_.rows()) {
            const std::int32_t first = searched_, count = std::min(slice, vectors_.rows() - first);
            parallel_for(count, k_query_chunk, [&](std::int64_t begin, std::int64_t end) {
                search(first + static_cast<std::int32_t>(begin),
                       first + static_cast<std::int32_t>(end));
            });
            searched_ += count;
            if (budget.spent()) return Step::more;
        }
        ask_back();
        done_ = true;
        return Step::done;
    }

    double progress() const override {
        return done_ ? 1.0 : 0.25 * cells_.progress() + 0.7 * searched_ / vectors_.rows();
    }
    NeighborGraph take() override { return std::move(graph_); }

private:
    std::int32_t probes() const {
        const float wanted = std::max(1.0f, static_cast<float>(k_probes) * effort_);
        return std::clamp(static_cast<std::int32_t>(wanted), 1, cells_.count());
    }

    /// Neighbors of the rows at places begin..end, which mostly share a cell and so the cells to
    /// search.
    void search(std::int32_t begin, std::int32_t end) {
        const std::int32_t queries = end - begin, probes = this->probes();
        const std::vector<std::int32_t> wanted = cells_.nearest_cells(begin, end, probes);
        // Queries by cell: pairs (cell, query) in order.
        std::vector<std::int64_t> visits;
        visits.reserve(wanted.size());
        for (std::int32_t i = 0; i < queries; ++i) {
            for (std::int32_t p = 0; p < probes; ++p) {
                visits.push_back(static_cast<std::int64_t>(wanted[i * probes + p]) * k_query_chunk + i);
            }
        }
        std::sort(visits.begin(), visits.end());
        TopRows best(queries, k_);
        std::vector<std::int32_t> group;
        for (std::size_t at = 0; at < visits.size();) {
            const auto cell = static_cast<std::int32_t>(visits[at] / k_query_chunk);
            group.clear();
            for (; at < visits.size() && visits[at] / k_query_chunk == cell; ++at) {
                group.push_back(static_cast<std::int32_t>(visits[at] % k_query_chunk));
            }
            search_cell(begin, cell, group, best);
        }
        for (std::int32_t i = 0; i < queries; ++i) {
            fill_up(begin + i, i, wanted.data() + static_cast<std::size_t>(i) * probes, best);
            std::copy_n(best.keys(i).data(), k_, keys_of(begin + i));
        }
    }

    void search_cell(std::int32_t begin, std::int32_t cell, const std::vector<std::int32_t>& group,
                     TopRows& best) {
        const std::int32_t first = cells_.begin(cell), count = cells_.begin(cell + 1) - first;
        const auto size = static_cast<std::int32_t>(group.size());
        for (std::int32_t g = 0; g < size; g += 4) {
            std::array<const std::int16_t*, 4> four;
            std::array<std::int32_t, 4> query;
            simd::I4 bars{};
            for (std::int32_t lane = 0; lane < 4; ++lane) {
                query[lane] = group[std::min(g + lane, size - 1)];
                four[lane] = cells_.rows().row(begin + query[lane]);
                bars[lane] = best.bar(query[lane]);
            }
            const int used = (1 << std::min(4, size - g)) - 1;
            dots_of_four(four, cells_.rows().row(first), count, cells_.rows().stride(),
                         [&](std::int32_t j, simd::I4 products) {
                             for (int rest = simd::mask_bits(products >= bars) & used; rest != 0;
                                  rest &= rest - 1) {
                                 const int lane = __builtin_ctz(static_cast<unsigned>(rest));
                                 if (first + j == begin + query[lane]) continue;
                                 best.offer(query[lane], products[lane], first + j);
                                 bars[lane] = best.bar(query[lane]);
                             }
                         });
        }
    }

    /// Where the searched cells held too few rows: takes rows from the others, in order.
    void fill_up(std::int32_t place, std::int32_t query, const std::int32_t* searched,
                 TopRows& best) {
        const std::int32_t probes = this->probes();
        for (std::int32_t cell = 0;
             cell < cells_.count() && best.keys(query)[k_ - 1] == TopRows::k_none; ++cell) {
            if (std::find(searched, searched + probes, cell) != searched + probes) continue;
            for (std::int32_t other = cells_.begin(cell); other < cells_.begin(cell + 1); ++other) {
                best.offer(query,
                           short_dot(cells_.rows().row(place), cells_.rows().row(other),
                                     cells_.rows().stride()),
                           other);
            }
        }
    }

    /// Offers every row to its neighbors and writes the graph.
    void ask_back() {
        const std::int32_t rows = vectors_.rows();
        std::vector<std::int32_t> begin(rows + 1);
        for (const std::int64_t key : keys_) ++begin[TopRows::row_of(key) + 1];
        std::partial_sum(begin.begin(), begin.end(), begin.begin());
        std::vector<std::int64_t> asking(keys_.size());
        std::vector<std::int32_t> next(begin.begin(), begin.end() - 1);
        for (std::int32_t place = 0; place < rows; ++place) {
            for (std::int32_t i = 0; i < k_; ++i) {
                const std::int64_t key = keys_of(place)[i];
                asking[next[TopRows::row_of(key)]++] =
                    TopRows::key_of(TopRows::product_of(key), place);
            }
        }
        graph_.neighbors.resize(keys_.size());
        graph_.similarities.resize(keys_.size());
        parallel_for(rows, 512, [&](std::int64_t from, std::int64_t to) {
            std::vector<std::int64_t> keys;
            std::vector<std::int32_t> found(k_);
            for (auto place = static_cast<std::int32_t>(from); place < to; ++place) {
                keys.assign(keys_of(place), keys_of(place) + k_);
                keys.insert(keys.end(), asking.begin() + begin[place],
                            asking.begin() + begin[place + 1]);
                std::sort(keys.begin(), keys.end(), std::greater<>());
                keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
                for (std::int32_t i = 0; i < k_; ++i)
                    found[i] = cells_.row_at(TopRows::row_of(keys[i]));
                set_neighbors(graph_, cells_.row_at(place), vectors_, cells_.row_at(place), found.data());
            }
        });
        keys_ = {};
    }

    std::int64_t* keys_of(std::int32_t place) {
        return keys_.data() + static_cast<std::size_t>(place) * static_cast<std::size_t>(k_);
    }

    UnitRows vectors_;
    std::int32_t k_;
    float effort_;
    Cells cells_;
    std::int32_t searched_ = 0;
    std::vector<std::int64_t> keys_;  ///< places x k, as in TopRows
    NeighborGraph graph_;
    bool done_ = false;
};

}  // namespace

std::unique_ptr<KnnGraphBuilder::Strategy> make_cell_strategy(const UnitRows& vectors, std::int32_t k,
                                                              const KnnGraphOptions& options) {
    return std::make_unique<CellStrategy>(vectors, k, options);
}

}  // namespace labelscape
