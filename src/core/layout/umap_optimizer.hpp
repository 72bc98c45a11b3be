#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/step.hpp"
#include "core/layout/curve_fit.hpp"
#include "core/layout/fuzzy_graph.hpp"
#include "core/layout/push_pool.hpp"

namespace labelscape {

struct Forces;

struct OptimizerOptions {
    std::int32_t dim = 2;
    std::int32_t epochs = 200;
    std::int32_t negative_samples = 5;
    float learning_rate = 1.0f;
    Curve curve;
    std::uint64_t seed = 42;
};

/// UMAP's optimization: edges pull their ends together as often as their weight says, and each pull
/// of a row is paid with pushes from rows at random.
///
/// Deterministic with any number of workers: an epoch goes through the rows in fixed batches, every
/// 8th row and so on. Within a batch each row moves by itself, as in stochastic gradient descent,
/// and sees all others where they stood before the batch; a pull moves the row by the part of both
/// ends, because the other end does not move along.
class UmapOptimizer {
public:
    /// start: rows x dim. mobility: factor on the moves of each row, or empty.
    UmapOptimizer(const WeightedGraph& graph, std::span<const float> start,
                  std::span<const float> mobility, const OptimizerOptions& options);

    Step step(const Budget& budget);
    std::int32_t epoch() const { return epoch_; }
    double progress() const;
    /// rows x dim; as of the last finished batch.
    std::span<const float> positions() const { return positions_; }
    std::span<float> positions() { return positions_; }

private:
    void take_edges(const WeightedGraph& graph);
    const float* current() const { return padded_.empty() ? positions_.data() : padded_.data(); }
    std::int32_t fire(std::int32_t place, std::int32_t* fired);
    template <std::int32_t stride>
    void move_row(std::int32_t row, std::int32_t* fired, std::int32_t count, float rate,
                  const Forces& forces, std::uint64_t seed, float* moved) const;
    void run_slice(std::int32_t first, std::int32_t count);
    void commit();
    std::int32_t batch_size() const { return (rows_ - batch_ + batches_ - 1) / batches_; }

    OptimizerOptions options_;
    std::int32_t rows_;
    std::int32_t stride_;  ///< floats of a position while optimizing
    std::int32_t batches_;
    std::vector<float> padded_;     ///< rows x stride, unused when stride == dim
    std::vector<float> positions_;  ///< rows x dim
    PushPool pool_;
    std::vector<float> moved_;  ///< new positions of the batch
    std::vector<float> mobility_;
    std::vector<std::int32_t> begin_;  ///< edges by place (rows in the order of batches), in fours
    std::vector<std::int32_t> target_;
    std::vector<float> rate_;      ///< pulls of an edge in an epoch, 0..1
    std::vector<float> phase_;     ///< of the next pull, 0..1
    std::int32_t most_edges_ = 0;  ///< of a row
    std::int32_t epoch_ = 0;
    std::int32_t batch_ = 0;
    std::int32_t place_ = 0;  ///< first place of the batch
    std::int32_t next_ = 0;   ///< next row within the batch
};

}  // namespace labelscape
