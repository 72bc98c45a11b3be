#include "core/layout/umap_optimizer.hpp"

#include <algorithm>

#include "base/parallel_for.hpp"
#include "base/random.hpp"
#include "core/layout/umap_forces.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_fewest_batches = 8;
constexpr std::int32_t k_batch_rows = 8192;
constexpr std::int32_t k_step_chunk = 256;

std::int32_t stride_for(std::int32_t dim) {
    return dim == 2 ? 2 : (dim + 3) / 4 * 4;
}

}  // namespace

UmapOptimizer::UmapOptimizer(const WeightedGraph& graph, std::span<const float> start,
                             std::span<const float> mobility, const OptimizerOptions& options)
    : options_(options),
      rows_(graph.rows),
      stride_(stride_for(options.dim)),
      batches_(std::max(k_fewest_batches, (graph.rows + k_batch_rows - 1) / k_batch_rows)),
      positions_(start.begin(), start.end()),
      mobility_(mobility.begin(), mobility.end()) {
    if (stride_ != options.dim) {
        padded_.resize(static_cast<std::size_t>(rows_) * stride_);
        for (std::int32_t row = 0; row < rows_; ++row) {
            std::copy_n(positions_.data() + static_cast<std::size_t>(row) * options.dim,
                        options.dim, padded_.data() + static_cast<std::size_t>(row) * stride_);
        }
    }
    moved_.resize(static_cast<std::size_t>(rows_ / batches_ + 1) * stride_);
    pool_ = PushPool(rows_, stride_, mix_bits(options.seed));
    for (std::int32_t row = 0; row < rows_; ++row) {
        pool_.set(row, current() + static_cast<std::size_t>(row) * stride_);
    }
    take_edges(graph);
}

/// Copies the edges by place; those too weak to pull even once are left out.
void UmapOptimizer::take_edges(const WeightedGraph& graph) {
    float largest = 0;
    for (const float weight : graph.weight) largest = std::max(largest, weight);
    const float least = largest / static_cast<float>(options_.epochs);
    begin_ = {0};
    for (std::int32_t batch = 0; batch < batches_; ++batch) {
        for (std::int32_t row = batch; row < rows_; row += batches_) {
            Random random(mix_bits(options_.seed) + static_cast<std::uint64_t>(row));
            for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i) {
                if (graph.weight[i] < least || graph.weight[i] == 0) continue;
                target_.push_back(graph.target[i]);
                rate_.push_back(graph.weight[i] / largest);
                phase_.push_back(random.uniform());
            }
            const std::size_t padded = (target_.size() + 3) / 4 * 4;
            target_.resize(padded, row);
            rate_.resize(padded, 0.0f);
            phase_.resize(padded, 0.0f);
            begin_.push_back(static_cast<std::int32_t>(padded));
            most_edges_ = std::max(most_edges_, begin_.back() - begin_[begin_.size() - 2]);
        }
    }
}

/// Collects the ends of the edges of a place that pull in this epoch, and how many they are.
std::int32_t UmapOptimizer::fire(std::int32_t place, std::int32_t* fired) {
    std::int32_t count = 0;
    for (std::int32_t edge = begin_[place]; edge < begin_[place + 1]; edge += 4) {
        const simd::F4 phase = simd::load(phase_.data() + edge) + simd::load(rate_.data() + edge);
        const simd::I4 now = phase >= simd::splat(1.0f);
        simd::store(phase_.data() + edge, now ? phase - 1.0f : phase);
        const int bits = simd::mask_bits(now);
        for (int lane = 0; lane < 4; ++lane) {
            fired[count] = target_[edge + lane];
            count += bits >> lane & 1;
        }
    }
    return count;
}

template <std::int32_t stride>
void UmapOptimizer::move_row(std::int32_t row, std::int32_t* fired, std::int32_t count, float rate,
                             const Forces& forces, std::uint64_t seed, float* moved) const {
    const float* const positions = current();
    MovingRow<stride> moving(positions + static_cast<std::size_t>(row) * stride, row, seed, forces,
                             rate);
    // Spare lanes of the last pull.
    for (std::int32_t i = count; i % 4 != 0; ++i) fired[i] = row;
    for (std::int32_t i = 0; i < count; i += 4) {
        const int used = std::min(4, count - i);
        moving.pull(positions, fired + i, used);
        for (std::int32_t left = used * options_.negative_samples; left > 0; left -= 4)
            moving.push(pool_, std::min(4, left));
        moving.move();
    }
    moving.put(moved);
}

void UmapOptimizer::run_slice(std::int32_t first, std::int32_t count) {
    const Forces forces(options_.curve);
    const float full_rate = options_.learning_rate *
                            (1 - static_cast<float>(epoch_) / static_cast<float>(options_.epochs));
    const std::uint64_t seed =
        mix_bits(options_.seed + static_cast<std::uint64_t>(epoch_) * 0x9e3779b97f4a7c15ull);
    parallel_for(count, k_step_chunk, [&](std::int64_t from, std::int64_t to) {
        std::vector<std::int32_t> fired(most_edges_ + 4);
        for (std::int32_t i = first + static_cast<std::int32_t>(from); i < first + to; ++i) {
            const std::int32_t row = i * batches_ + batch_;
            const std::int32_t fires = fire(place_ + i, fired.data());
            const float rate = mobility_.empty() ? full_rate : full_rate * mobility_[row];
            float* const moved = moved_.data() + static_cast<std::size_t>(i) * stride_;
            const std::uint64_t row_seed = mix_bits(seed + static_cast<std::uint64_t>(row));
            switch (stride_) {
                case 2: move_row<2>(row, fired.data(), fires, rate, forces, row_seed, moved); break;
                case 4: move_row<4>(row, fired.data(), fires, rate, forces, row_seed, moved); break;
                case 8: move_row<8>(row, fired.data(), fires, rate, forces, row_seed, moved); break;
                default:
                    move_row<12>(row, fired.data(), fires, rate, forces, row_seed, moved);
                    break;
            }
        }
    });
}

void UmapOptimizer::commit() {
    const std::int32_t size = batch_size(), dim = options_.dim;
    for (std::int32_t i = 0; i < size; ++i) {
        const std::int32_t row = i * batches_ + batch_;
        const float* const moved = moved_.data() + static_cast<std::size_t>(i) * stride_;
        std::copy_n(moved, dim, positions_.data() + static_cast<std::size_t>(row) * dim);
        if (!padded_.empty())
            std::copy_n(moved, stride_, padded_.data() + static_cast<std::size_t>(row) * stride_);
        pool_.set(row, moved);
    }
}

Step UmapOptimizer::step(const Budget& budget) {
    const std::int32_t workers = parallel_workers();
    const std::int32_t slice = k_step_chunk * (workers == 1 ? 16 : 32 * workers);
    while (epoch_ < options_.epochs) {
        const std::int32_t count = std::min(slice, batch_size() - next_);
        if (count > 0) run_slice(next_, count);
        next_ += std::max(count, 0);
        if (next_ >= batch_size()) {
            commit();
            place_ += batch_size();
            next_ = 0;
            if (++batch_ == batches_) {
                batch_ = place_ = 0;
                ++epoch_;
            }
        }
        if (epoch_ < options_.epochs && budget.spent()) return Step::more;
    }
    return Step::done;
}

double UmapOptimizer::progress() const {
    return std::min(1.0, (epoch_ + static_cast<double>(batch_) / batches_) / options_.epochs);
}

}  // namespace labelscape
