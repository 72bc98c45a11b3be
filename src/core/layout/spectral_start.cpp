#include "core/layout/spectral_start.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel_for.hpp"
#include "base/random.hpp"
#include "base/simd.hpp"
#include "core/layout/small_eigen.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_rounds = 8;
constexpr std::int32_t k_degree = 16;
constexpr std::int32_t k_chunk = 1024;
constexpr std::int32_t k_most_groups = 4;

/// to = scale * (A from) + shift * from + previous * to, for one row of a block of `groups`
/// vectors.
template <std::int32_t groups>
void multiply_row(const WeightedGraph& graph, const float* coefficient, const float* from,
                  float* to, std::int32_t row, float scale, float shift, float previous) {
    constexpr std::size_t width = 4 * groups;
    simd::F4 sum[groups] = {};
    for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i) {
        const float* const other = from + static_cast<std::size_t>(graph.target[i]) * width;
        const simd::F4 weight = simd::splat(coefficient[i]);
        for (std::int32_t g = 0; g < groups; ++g) sum[g] += weight * simd::load(other + 4 * g);
    }
    const float* const self = from + static_cast<std::size_t>(row) * width;
    float* const out = to + static_cast<std::size_t>(row) * width;
    for (std::int32_t g = 0; g < groups; ++g) {
        simd::store(out + 4 * g, sum[g] * scale + simd::load(self + 4 * g) * shift +
                                     simd::load(out + 4 * g) * previous);
    }
}

/// Sums of products of the columns of `a` with those of `b`; the order of additions is fixed by the
/// chunks.
SmallMatrix products(const std::vector<float>& a, const std::vector<float>& b, std::int32_t rows,
                     std::int32_t width) {
    const std::int32_t chunks = (rows + k_chunk - 1) / k_chunk;
    std::vector<SmallMatrix> partial(chunks, SmallMatrix(width));
    parallel_for(rows, k_chunk, [&](std::int64_t begin, std::int64_t end) {
        SmallMatrix& sum = partial[static_cast<std::size_t>(begin / k_chunk)];
        for (std::int64_t row = begin; row < end; ++row) {
            const float *const x = a.data() + row * width, *const y = b.data() + row * width;
            for (std::int32_t i = 0; i < width; ++i) {
                for (std::int32_t j = 0; j < width; ++j)
                    sum.at(i, j) += static_cast<double>(x[i]) * static_cast<double>(y[j]);
            }
        }
    });
    SmallMatrix total(width);
    for (const SmallMatrix& sum : partial) {
        for (std::size_t i = 0; i < total.values.size(); ++i) total.values[i] += sum.values[i];
    }
    return total;
}

}  // namespace

SpectralStart::SpectralStart(const WeightedGraph& graph, std::int32_t dim, std::uint64_t seed)
    : graph_(graph), dim_(dim), width_((dim + 2 + 3) / 4 * 4), seed_(seed) {
    const std::int32_t rows = graph.rows;
    trivial_.resize(rows);
    double total = 0;
    for (std::int32_t row = 0; row < rows; ++row) {
        double degree = 0;
        for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i)
            degree += static_cast<double>(graph.weight[i]);
        trivial_[row] = static_cast<float>(std::sqrt(degree));
        total += degree;
    }
    coefficient_.resize(graph.weight.size());
    parallel_for(rows, k_chunk, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < end; ++row) {
            for (std::int32_t i = graph.begin[row]; i < graph.begin[row + 1]; ++i) {
                coefficient_[i] = graph.weight[i] / (trivial_[row] * trivial_[graph.target[i]]);
            }
        }
    });
    const auto length = static_cast<float>(std::sqrt(total));
    for (float& value : trivial_) value = length > 0 ? value / length : 0.0f;
    Random random(seed);
    block_.resize(static_cast<std::size_t>(rows) * static_cast<std::size_t>(width_));
    for (float& value : block_) value = random.uniform() - 0.5f;
    next_.resize(block_.size());
}

void SpectralStart::multiply(const std::vector<float>& from, std::vector<float>& to, float scale,
                             float shift, float previous) const {
    using Row = void (*)(const WeightedGraph&, const float*, const float*, float*, std::int32_t,
                         float, float, float);
    static constexpr Row by_groups[k_most_groups] = {multiply_row<1>, multiply_row<2>,
                                                     multiply_row<3>, multiply_row<4>};
    const Row multiply_one = by_groups[width_ / 4 - 1];
    parallel_for(graph_.rows, k_chunk, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < end; ++row) {
            multiply_one(graph_, coefficient_.data(), from.data(), to.data(), row, scale, shift,
                         previous);
        }
    });
}

/// One more degree of the Chebyshev polynomial that is small on [-1, cut].
void SpectralStart::filter_once() {
    const float center = (cut_ - 1) / 2, half = (cut_ + 1) / 2;
    if (degree_ == 0) {
        multiply(block_, next_, 1 / half, -center / half, 0);
    } else {
        multiply(block_, next_, 2 / half, -2 * center / half, -1);
    }
    std::swap(block_, next_);
    ++degree_;
}

/// Rayleigh-Ritz: replaces the block by the best approximations of eigenvectors within its span.
void SpectralStart::rotate() {
    const std::int32_t rows = graph_.rows, width = width_;
    // Takes the trivial direction out.
    std::vector<double> along(width);
    for (std::int32_t row = 0; row < rows; ++row) {
        const float* const x = block_.data() + static_cast<std::size_t>(row) * width;
        for (std::int32_t i = 0; i < width; ++i)
            along[i] += static_cast<double>(trivial_[row]) * static_cast<double>(x[i]);
    }
    for (std::int32_t row = 0; row < rows; ++row) {
        float* const x = block_.data() + static_cast<std::size_t>(row) * width;
        for (std::int32_t i = 0; i < width; ++i)
            x[i] -= trivial_[row] * static_cast<float>(along[i]);
    }
    multiply(block_, next_, 1, 0, 0);
    SmallMatrix h = products(block_, next_, rows, width);
    for (std::int32_t i = 0; i < width; ++i) {
        for (std::int32_t j = 0; j < i; ++j)
            h.at(i, j) = h.at(j, i) = (h.at(i, j) + h.at(j, i)) / 2;
    }
    const SmallEigen eigen = solve_small_eigen(h, products(block_, block_, rows, width));
    parallel_for(rows, k_chunk, [&](std::int64_t begin, std::int64_t end) {
        std::vector<float> mixed(width);
        for (std::int64_t row = begin; row < end; ++row) {
            float* const x = block_.data() + row * width;
            for (std::int32_t j = 0; j < width; ++j) {
                double sum = 0;
                for (std::int32_t i = 0; i < width; ++i)
                    sum += static_cast<double>(x[i]) * eigen.vectors.at(i, j);
                mixed[j] = static_cast<float>(sum);
            }
            std::copy(mixed.begin(), mixed.end(), x);
        }
    });
    cut_ = std::clamp(static_cast<float>(eigen.values[width - 1]), 0.0f, 0.9995f);
}

Step SpectralStart::step(const Budget& budget) {
    while (round_ < k_rounds) {
        if (degree_ < k_degree) {
            filter_once();
        } else {
            rotate();
            degree_ = 0;
            ++round_;
        }
        if (round_ < k_rounds && budget.spent()) return Step::more;
    }
    return Step::done;
}

double SpectralStart::progress() const {
    return (round_ + static_cast<double>(degree_) / (k_degree + 1)) / k_rounds;
}

std::vector<float> SpectralStart::take() {
    const std::int32_t rows = graph_.rows;
    std::vector<float> start(static_cast<std::size_t>(rows) * static_cast<std::size_t>(dim_));
    Random random(mix_bits(seed_));
    for (std::int32_t j = 0; j < dim_; ++j) {
        float low = 0, high = 0;
        for (std::int32_t row = 0; row < rows; ++row) {
            const float value = block_[static_cast<std::size_t>(row) * width_ + j];
            low = std::min(low, value);
            high = std::max(high, value);
        }
        const float scale = high > low ? 10.0f / (high - low) : 0.0f;
        for (std::int32_t row = 0; row < rows; ++row) {
            // Equal points would never part: a little noise.
            const float noise = 1e-3f * (random.uniform() - 0.5f);
            start[static_cast<std::size_t>(row) * dim_ + j] =
                (block_[static_cast<std::size_t>(row) * width_ + j] - low) * scale + noise;
        }
    }
    return start;
}

}  // namespace labelscape
