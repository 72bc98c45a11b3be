#include "core/knn/block_pairs.hpp"

#include <algorithm>

#include "base/parallel_for.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_block_rows = 128;

}  // namespace

BlockPairs::BlockPairs(std::int32_t rows) : rows_(rows) {
    blocks_ = (rows + k_block_rows - 1) / k_block_rows;
    blocks_ += blocks_ % 2;
}

BlockPairs::Block BlockPairs::block(std::int32_t index) const {
    return {std::min(index * k_block_rows, rows_), std::min((index + 1) * k_block_rows, rows_)};
}

std::int32_t BlockPairs::pairs_in_round() const {
    return round_ == 0 ? blocks_ : blocks_ / 2;
}

void BlockPairs::visit_pair(std::int32_t index, const Visit& visit) const {
    if (round_ == 0) return visit(block(index), block(index));
    const std::int32_t circle = blocks_ - 1, turn = round_ - 1;
    const std::int32_t a = index == 0 ? circle : (turn + index) % circle;
    const std::int32_t b = (turn - index + circle) % circle;
    visit(block(a), block(b));
}

Step BlockPairs::step(const Budget& budget, const Visit& visit) {
    const std::int32_t workers = parallel_workers();
    const std::int32_t slice = workers == 1 ? 8 : 32 * workers;
    while (round_ < blocks_) {
        const std::int32_t first = next_;
        const std::int32_t count = std::min(slice, pairs_in_round() - first);
        parallel_for(count, 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i) {
                visit_pair(first + static_cast<std::int32_t>(i), visit);
            }
        });
        next_ += count;
        if (next_ == pairs_in_round()) {
            next_ = 0;
            ++round_;
        }
        if (round_ < blocks_ && budget.spent()) return Step::more;
    }
    return Step::done;
}

double BlockPairs::progress() const {
    if (round_ >= blocks_) return 1.0;
    return (round_ + static_cast<double>(next_) / pairs_in_round()) / blocks_;
}

}  // namespace labelscape
