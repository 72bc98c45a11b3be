#pragma once

#include <cstdint>
#include <functional>

#include "base/clock.hpp"
#include "base/step.hpp"

namespace labelscape {

/// Visits every unordered pair of blocks of rows, a block with itself included, once.
/// Pairs that run at the same time share no block (a round-robin tournament, by the circle method),
/// so a visit may write what belongs to the rows of its two blocks.
class BlockPairs {
public:
    struct Block {
        std::int32_t begin = 0;
        std::int32_t end = 0;
    };
    using Visit = std::function<void(Block a, Block b)>;

    explicit BlockPairs(std::int32_t rows);

    Step step(const Budget& budget, const Visit& visit);
    /// 0..1.
    double progress() const;

private:
    Block block(std::int32_t index) const;
    void visit_pair(std::int32_t index, const Visit& visit) const;
    std::int32_t pairs_in_round() const;

    std::int32_t rows_ = 0;
    std::int32_t blocks_ = 0;  ///< even; the last may be empty
    std::int32_t round_ = 0;   ///< round 0 pairs each block with itself
    std::int32_t next_ = 0;    ///< pair within the round
};

}  // namespace labelscape
