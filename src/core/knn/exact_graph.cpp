#include <algorithm>
#include <limits>

#include "base/parallel_for.hpp"
#include "core/knn/block_pairs.hpp"
#include "core/knn/knn_strategy.hpp"
#include "core/knn/top_rows.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {
namespace {

class ExactStrategy final : public KnnGraphBuilder::Strategy {
public:
    ExactStrategy(const UnitRows& vectors, std::int32_t k)
        : vectors_(vectors),
          rows_(short_rows(vectors)),
          best_(vectors.rows(), k),
          pairs_(vectors.rows()) {
        graph_.rows = vectors.rows();
        graph_.k = k;
    }

    Step step(const Budget& budget) override {
        if (done_) return Step::done;
        if (pairs_.step(budget, [this](auto a, auto b) { compare(a, b); }) == Step::more)
            return Step::more;
        finish();
        done_ = true;
        return Step::done;
    }

    double progress() const override { return pairs_.progress(); }
    NeighborGraph take() override { return std::move(graph_); }

private:
    void compare(BlockPairs::Block a, BlockPairs::Block b) {
        for (std::int32_t i = a.begin; i < a.end; i += 4) compare_four(i, a, b);
    }

    void compare_four(std::int32_t i, BlockPairs::Block a, BlockPairs::Block b) {
        const bool same_block = a.begin == b.begin;
        const std::int32_t first = same_block ? i : b.begin;
        std::array<const std::int16_t*, 4> four;
        simd::I4 bars = simd::splat(std::numeric_limits<std::int32_t>::max());
        std::int32_t used = 0;
        for (std::int32_t lane = 0; lane < 4; ++lane) {
            four[lane] = rows_.row(std::min(i + lane, a.end - 1));
            if (i + lane >= a.end) continue;
            bars[lane] = best_.bar(i + lane);
            used |= 1 << lane;
        }
        dots_of_four(four, rows_.row(first), b.end - first, rows_.stride(),
                     [&](std::int32_t offset, simd::I4 products) {
                         const std::int32_t j = first + offset;
                         const int hits = simd::mask_bits((products >= bars) |
                                                          (products >= simd::splat(best_.bar(j)))) &
                                          used;
                         for (int rest = hits; rest != 0; rest &= rest - 1) {
                             const std::int32_t lane = __builtin_ctz(static_cast<unsigned>(rest));
                             const std::int32_t row = i + lane;
                             if (same_block && j <= row) continue;
                             best_.offer(row, products[lane], j);
                             best_.offer(j, products[lane], row);
                             bars[lane] = best_.bar(row);
                         }
                     });
    }

    void finish() {
        graph_.neighbors.resize(static_cast<std::size_t>(graph_.rows) *
                                static_cast<std::size_t>(graph_.k));
        graph_.similarities.resize(graph_.neighbors.size());
        parallel_for(graph_.rows, 512, [this](std::int64_t begin, std::int64_t end) {
            std::vector<std::int32_t> found(graph_.k);
            for (auto row = static_cast<std::int32_t>(begin); row < end; ++row) {
                const auto keys = best_.keys(row);
                std::transform(keys.begin(), keys.end(), found.begin(), TopRows::row_of);
                set_neighbors(graph_, row, vectors_, row, found.data());
            }
        });
        best_ = {};
        rows_ = {};
    }

    UnitRows vectors_;
    ShortRows rows_;
    TopRows best_;
    BlockPairs pairs_;
    NeighborGraph graph_;
    bool done_ = false;
};

}  // namespace

std::unique_ptr<KnnGraphBuilder::Strategy> make_exact_strategy(const UnitRows& vectors, std::int32_t k) {
    return std::make_unique<ExactStrategy>(vectors, k);
}

}  // namespace labelscape
