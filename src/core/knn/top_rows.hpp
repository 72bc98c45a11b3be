#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace labelscape {

/// The k best (product, row) found so far for each of a number of queries.
/// A higher product wins, then a lower row, so the outcome does not depend on the order of offers.
/// A row must be offered to a query at most once.
class TopRows {
public:
    TopRows() = default;
    TopRows(std::int32_t queries, std::int32_t k)
        : k_(k),
          keys_(static_cast<std::size_t>(queries) * static_cast<std::size_t>(k), k_none),
          bar_(queries, std::numeric_limits<std::int32_t>::min()) {}

    /// Products below this cannot enter.
    std::int32_t bar(std::int32_t query) const { return bar_[query]; }

    void offer(std::int32_t query, std::int32_t product, std::int32_t row) {
        const std::int64_t key = key_of(product, row);
        std::int64_t* const best = keys_.data() + offset(query);
        if (key <= best[k_ - 1]) return;
        std::int32_t at = k_ - 1;
        for (; at > 0 && best[at - 1] < key; --at) best[at] = best[at - 1];
        best[at] = key;
        if (best[k_ - 1] != k_none) bar_[query] = product_of(best[k_ - 1]);
    }

    /// Best first; k_none where fewer were offered.
    std::span<const std::int64_t> keys(std::int32_t query) const {
        return {keys_.data() + offset(query), static_cast<std::size_t>(k_)};
    }

    static constexpr std::int64_t k_none = std::numeric_limits<std::int64_t>::min();
    static std::int64_t key_of(std::int32_t product, std::int32_t row) {
        return static_cast<std::int64_t>(product) * (std::int64_t{1} << 32) +
               (std::numeric_limits<std::int32_t>::max() - row);
    }
    static std::int32_t product_of(std::int64_t key) {
        return static_cast<std::int32_t>(key >> 32);
    }
    static std::int32_t row_of(std::int64_t key) {
        return std::numeric_limits<std::int32_t>::max() -
               static_cast<std::int32_t>(key & 0xffffffff);
    }

private:
    std::size_t offset(std::int32_t query) const {
        return static_cast<std::size_t>(query) * static_cast<std::size_t>(k_);
    }

    std::int32_t k_ = 0;
    std::vector<std::int64_t> keys_;
    std::vector<std::int32_t> bar_;
};

}  // namespace labelscape
