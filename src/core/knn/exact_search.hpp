#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/unit_rows.hpp"

namespace labelscape {

struct Match {
    std::int32_t row = 0;
    /// Cosine, in [-1, 1].
    float similarity = 0;

    bool operator==(const Match&) const = default;
};

/// Who scans: parallel_for must not be used on the browser's main thread.
enum class ScanOn { caller, all_workers };

/// Cosine of `query` (vectors.columns() floats) with every row; a few milliseconds for
/// 100,000 x 256.
std::vector<float> similarities(const UnitRows& vectors, const float* query,
                                ScanOn scan = ScanOn::all_workers);

/// The `count` nearest rows, nearest first, equal ones by row number; a row `except` (-1: none) is
/// left out.
std::vector<Match> top_k(const UnitRows& vectors, const float* query, std::int32_t count,
                         std::int32_t except = -1, ScanOn scan = ScanOn::all_workers);

/// All rows with cosine >= threshold, nearest first, equal ones by row number.
std::vector<Match> alike(const UnitRows& vectors, const float* query, float threshold,
                         std::int32_t except = -1, ScanOn scan = ScanOn::all_workers);

/// The `count` best of already computed similarities, in the same order.
std::vector<Match> best_matches(std::span<const float> similarities, std::int32_t count,
                                std::int32_t except = -1);

}  // namespace labelscape
