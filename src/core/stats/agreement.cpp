#include "core/stats/agreement.hpp"

#include <algorithm>
#include <cmath>
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

double LabelMix::purity() const {
    const std::int32_t top = majority();
    return top < 0 ? 0 : static_cast<double>(count_of[static_cast<std::size_t>(top)]) / labeled;
}

double LabelMix::entropy_bits() const {
    double total = 0;
    for (const std::int32_t count : count_of) total += count;
    double bits = 0;
    for (const std::int32_t count : count_of) {
        if (count > 0) bits -= count / total * std::log2(count / total);
    }
    return bits;
}

std::int32_t LabelMix::majority() const {
    const auto top = std::max_element(count_of.begin(), count_of.end());
    return top == count_of.end() || *top <= 0 ? -1
                                              : static_cast<std::int32_t>(top - count_of.begin());
}

void LabelMix::add(std::span<const std::int32_t> labels, std::int32_t sign) {
    if (!labels.empty()) labeled += sign;
    for (const std::int32_t label : labels) count_of[static_cast<std::size_t>(label)] += sign;
}

}  // namespace labelscape
