#include "core/vec/short_rows.hpp"

#include <algorithm>

#include "base/parallel_for.hpp"

namespace labelscape {

void ShortRows::set(std::int32_t index, const float* values, std::int32_t columns) {
    std::int16_t* const to =
        data_.data() + static_cast<std::size_t>(index) * static_cast<std::size_t>(stride_);
    for (std::int32_t i = 0; i < columns; ++i) {
        const float scaled = std::clamp(values[i], -1.0f, 1.0f) * 32767.0f;
        to[i] = static_cast<std::int16_t>(static_cast<std::int32_t>(scaled + 32768.5f) - 32768);
    }
}

ShortRows short_rows(MatrixView vectors) {
    ShortRows rows(vectors.rows, vectors.columns);
    parallel_for(vectors.rows, 512, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::int32_t>(begin); i < end; ++i) {
            rows.set(i, vectors.row(i), vectors.columns);
        }
    });
    return rows;
}

std::int32_t short_dot(const std::int16_t* a, const std::int16_t* b, std::int32_t stride) {
    using namespace simd;
    I4 s0{}, s1{};
    std::int32_t t = 0;
    for (; t + 16 <= stride; t += 16) {
        s0 += dot_pairs(load(a + t), load(b + t));
        s1 += dot_pairs(load(a + t + 8), load(b + t + 8));
    }
    if (t < stride) s0 += dot_pairs(load(a + t), load(b + t));
    return sum(s0 + s1);
}

}  // namespace labelscape
