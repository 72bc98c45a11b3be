#include "core/vec/vectors.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel_for.hpp"
#include "base/simd.hpp"

namespace labelscape {

float dot(const float* a, const float* b, std::int32_t count) {
    using namespace simd;
    F4 s0{}, s1{}, s2{}, s3{};
    std::int32_t i = 0;
    for (; i + 16 <= count; i += 16) {
        s0 += load(a + i) * load(b + i);
        s1 += load(a + i + 4) * load(b + i + 4);
        s2 += load(a + i + 8) * load(b + i + 8);
        s3 += load(a + i + 12) * load(b + i + 12);
    }
    for (; i + 4 <= count; i += 4) s0 += load(a + i) * load(b + i);
    float rest = 0;
    for (; i < count; ++i) rest += a[i] * b[i];
    return sum((s0 + s1) + (s2 + s3)) + rest;
}

void normalize(float* row, std::int32_t count) {
    // Scaled by the largest element first, so that squares neither overflow nor vanish.
    float largest = 0;
    bool finite = true;
    for (std::int32_t i = 0; i < count; ++i) {
        finite = finite && std::isfinite(row[i]);
        largest = std::max(largest, std::fabs(row[i]));
    }
    if (!finite || largest == 0) {
        std::fill(row, row + count, 0.0f);
        return;
    }
    for (std::int32_t i = 0; i < count; ++i) row[i] /= largest;
    const float length = std::sqrt(dot(row, row, count));
    for (std::int32_t i = 0; i < count; ++i) row[i] /= length;
}

void normalize_rows(Matrix& matrix) {
    parallel_for(matrix.rows, 256, [&](std::int64_t begin, std::int64_t end) {
        for (auto i = static_cast<std::int32_t>(begin); i < end; ++i) {
            normalize(matrix.row(i), matrix.columns);
        }
    });
}

bool is_zero_row(const float* row, std::int32_t count) {
    return std::all_of(row, row + count, [](float x) { return x == 0; });
}

}  // namespace labelscape
