#include "core/vec/cosine.hpp"

#include <algorithm>
#include <cmath>

#include "core/vec/vectors.hpp"

namespace labelscape {
namespace {

/// Of codes with codes or with a query; the sums of 65,536 elements fit 32 bits.
template <class Other>
std::int32_t code_dot(const std::int8_t* a, const Other* b, std::int32_t stride) {
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

float limited(double cosine) {
    return static_cast<float>(std::clamp(cosine, -1.0, 1.0));
}

}  // namespace

float cosine(const UnitRows& vectors, std::int32_t a, std::int32_t b) {
    const auto product = code_dot(vectors.codes(a), vectors.codes(b), vectors.stride());
    return limited(product * (static_cast<double>(vectors.scale(a)) *
                              static_cast<double>(vectors.scale(b))));
}

RoundedQuery::RoundedQuery(const float* values, std::int32_t columns) : row_(1, columns) {
    std::vector<float> unit(values, values + columns);
    normalize(unit.data(), columns);
    row_.set(0, unit.data(), columns);
    const std::int32_t squares = short_dot(row_.row(0), row_.row(0), row_.stride());
    if (squares > 0) scale_ = 1 / std::sqrt(static_cast<double>(squares));
}

float RoundedQuery::cosine(const UnitRows& vectors, std::int32_t row) const {
    const auto product = code_dot(vectors.codes(row), row_.row(0), vectors.stride());
    return limited(product * (static_cast<double>(vectors.scale(row)) * scale_));
}

}  // namespace labelscape
