#pragma once

#include <cstdint>

#include "base/unit_rows.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {

/// Cosine of two rows, 0 where one is zero; of exact whole numbers, so the same everywhere.
float cosine(const UnitRows& vectors, std::int32_t a, std::int32_t b);

/// A vector that rows are compared with, rounded to 16 bits an element.
class RoundedQuery {
public:
    /// `values`: any length; zero or not finite: all cosines are 0.
    RoundedQuery(const float* values, std::int32_t columns);

    /// Off by some 1e-5 from that of the query as it was; the same everywhere.
    float cosine(const UnitRows& vectors, std::int32_t row) const;

private:
    ShortRows row_;
    double scale_ = 0;  ///< 1 / length
};

}  // namespace labelscape
