#include "core/vec/cosine.hpp"

#include <algorithm>
#include <cmath>

#include "base/simd.hpp"
#include "core/vec/vectors.hpp"

namespace labelscape {
namespace {

float limited(double cosine) {
    return static_cast<float>(std::clamp(cosine, -1.0, 1.0));
}

}  // namespace

float cosine(const UnitRows& vectors, std::int32_t a, std::int32_t b) {
    const auto product = simd::dot_rows(vectors.codes(a), vectors.codes(b), vectors.stride());
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
    const auto product = simd::dot_rows(vectors.codes(row), row_.row(0), vectors.stride());
    return limited(product * (static_cast<double>(vectors.scale(row)) * scale_));
}

}  // namespace labelscape
