#include "core/stats/rand_index.hpp"

#include <algorithm>
#include <cstddef>
#include <unordered_map>

namespace labelscape {
namespace {

double pairs(double count) {
    return count * (count - 1) / 2;
}

}  // namespace

double adjusted_rand_index(std::span<const std::int32_t> a, std::span<const std::int32_t> b) {
    std::unordered_map<std::int32_t, std::int64_t> sizes_a;
    std::unordered_map<std::int32_t, std::int64_t> sizes_b;
    std::unordered_map<std::uint64_t, std::int64_t> common;
    const std::size_t count = std::min(a.size(), b.size());
    for (std::size_t i = 0; i < count; ++i) {
        ++sizes_a[a[i]];
        ++sizes_b[b[i]];
        ++common[std::uint64_t{static_cast<std::uint32_t>(a[i])} << 32 |
                 static_cast<std::uint32_t>(b[i])];
    }
    // Sums of whole numbers far below 2^53: the order of the maps does not matter.
    const auto sum_of_pairs = [](const auto& sizes) {
        double sum = 0;
        for (const auto& [group, size] : sizes) sum += pairs(static_cast<double>(size));
        return sum;
    };
    const double pairs_a = sum_of_pairs(sizes_a);
    const double pairs_b = sum_of_pairs(sizes_b);
    const double all = pairs(static_cast<double>(count));
    const double expected = all > 0 ? pairs_a * pairs_b / all : 0;
    const double highest = (pairs_a + pairs_b) / 2;
    if (highest == expected) return 1;
    return (sum_of_pairs(common) - expected) / (highest - expected);
}

}  // namespace labelscape
