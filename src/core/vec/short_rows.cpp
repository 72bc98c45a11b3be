#include "core/vec/short_rows.hpp"

#include <algorithm>

#include "base/parallel_for.hpp"

namespace labelscape {

void ShortRows::set(std::int32_t index, const float* values, std::int32_t columns) {
    std::int16_t* const to = data_.data() + offset(index);
    for (std::int32_t i = 0; i < columns; ++i) {
        const float scaled = std::clamp(values[i], -1.0f, 1.0f) * 32767.0f;
        to[i] = static_cast<std::int16_t>(static_cast<std::int32_t>(scaled + 32768.5f) - 32768);
    }
}

void ShortRows::set(std::int32_t index, const UnitRows& vectors, std::int32_t row) {
    // With 15 bits after the point; no code is longer than its row, so 32 bits hold the products.
    constexpr std::int32_t k_one = 1 << 15;
    const auto factor = static_cast<std::int32_t>(
        static_cast<double>(vectors.scale(row)) * (32767.0 * k_one) + 0.5);
    const std::int8_t* const from = vectors.codes(row);
    std::int16_t* const to = data_.data() + offset(index);
    for (std::int32_t i = 0; i < vectors.columns(); ++i) {
        to[i] = static_cast<std::int16_t>((from[i] * factor + k_one / 2) >> 15);
    }
}

ShortRows short_rows(const UnitRows& vectors) {
    ShortRows rows(vectors.rows(), vectors.columns());
    parallel_for(vectors.rows(), 512, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::int32_t>(begin); i < end; ++i) rows.set(i, vectors, i);
    });
    return rows;
}

std::int32_t short_dot(const std::int16_t* a, const std::int16_t* b, std::int32_t stride) {
    return simd::dot_rows(a, b, stride);
}

}  // namespace labelscape
