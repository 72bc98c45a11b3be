#pragma once

#include <cstdint>

#include "base/matrix_view.hpp"

namespace labelscape {

/// Dot product of two arrays of `count` floats; the lane order is fixed, so the result is the same
/// everywhere.
float dot(const float* a, const float* b, std::int32_t count);

/// Scales a row to length 1; one that is zero or not finite becomes zero.
void normalize(float* row, std::int32_t count);

/// The same for every row, on all workers.
void normalize_rows(Matrix& matrix);

/// True when no element of the row differs from zero.
bool is_zero_row(const float* row, std::int32_t count);

}  // namespace labelscape
