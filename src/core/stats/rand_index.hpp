#pragma once

#include <cstdint>
#include <span>

namespace labelscape {

/// Adjusted Rand index of two splits of the same items (Hubert, Arabie 1985): 1 = equal, about 0 =
/// by chance. Negative numbers are groups like any other. Two trivial equal splits give 1.
double adjusted_rand_index(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

}  // namespace labelscape
