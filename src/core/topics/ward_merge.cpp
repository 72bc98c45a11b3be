#include "core/topics/ward_merge.hpp"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <numeric>

namespace labelscape {
namespace {

struct Merge {
    std::int32_t a = 0;
    std::int32_t b = 0;
    double cost = 0;
};

/// The complete Ward dendrogram; each merge names one group of either side.
class WardChain {
public:
    WardChain(MatrixView centers, std::span<const std::int32_t> sizes)
        : columns_(static_cast<std::size_t>(centers.columns)),
          centers_(centers.data, centers.row(centers.rows)),
          sizes_(sizes.begin(), sizes.end()),
          active_(sizes.size()) {
        std::iota(active_.begin(), active_.end(), 0);
    }

    std::vector<Merge> run() {
        std::vector<Merge> merges;
        std::vector<std::int32_t> chain;
        while (active_.size() > 1) {
            if (chain.empty()) chain.push_back(active_.front());
            const std::int32_t tip = chain.back();
            const std::int32_t before = chain.size() > 1 ? chain[chain.size() - 2] : -1;
            const auto [near, cost] = nearest(tip, before);
            if (near != before) {
                chain.push_back(near);
                continue;
            }
            chain.resize(chain.size() - 2);
            merges.push_back({std::min(tip, near), std::max(tip, near), cost});
            join(merges.back().a, merges.back().b);
        }
        return merges;
    }

private:
    double cost_of(std::int32_t a, std::int32_t b) const {
        const double* x = centers_.data() + static_cast<std::size_t>(a) * columns_;
        const double* y = centers_.data() + static_cast<std::size_t>(b) * columns_;
        double distance2 = 0;
        for (std::size_t i = 0; i < columns_; ++i) distance2 += (x[i] - y[i]) * (x[i] - y[i]);
        const double size_a = sizes_[static_cast<std::size_t>(a)];
        const double size_b = sizes_[static_cast<std::size_t>(b)];
        return distance2 * size_a * size_b / (size_a + size_b);
    }

    /// The group before in the chain wins ties, or the chain might run in a ring.
    std::pair<std::int32_t, double> nearest(std::int32_t group, std::int32_t before) const {
        std::pair<std::int32_t, double> best{
            before, before < 0 ? std::numeric_limits<double>::infinity() : cost_of(group, before)};
        for (const std::int32_t other : active_) {
            if (other == group) continue;
            const double cost = cost_of(group, other);
            if (cost < best.second) best = {other, cost};
        }
        return best;
    }

    void join(std::int32_t into, std::int32_t from) {
        double& size_into = sizes_[static_cast<std::size_t>(into)];
        const double size_from = sizes_[static_cast<std::size_t>(from)];
        double* x = centers_.data() + static_cast<std::size_t>(into) * columns_;
        const double* y = centers_.data() + static_cast<std::size_t>(from) * columns_;
        for (std::size_t i = 0; i < columns_; ++i) {
            x[i] = (x[i] * size_into + y[i] * size_from) / (size_into + size_from);
        }
        size_into += size_from;
        active_.erase(std::lower_bound(active_.begin(), active_.end(), from));
    }

    std::size_t columns_;
    std::vector<double> centers_;
    std::vector<double> sizes_;
    std::vector<std::int32_t> active_;  ///< ascending
};

}  // namespace

std::vector<std::int32_t> ward_merge(MatrixView centers, std::span<const std::int32_t> sizes,
                                     std::int32_t target) {
    std::vector<std::int32_t> joined(sizes.size());
    std::iota(joined.begin(), joined.end(), 0);
    const auto wanted = static_cast<std::size_t>(std::max(target, 1));
    if (sizes.size() <= wanted) return joined;
    std::vector<Merge> merges = WardChain(centers, sizes).run();
    std::stable_sort(merges.begin(), merges.end(),
                     [](const Merge& x, const Merge& y) { return x.cost < y.cost; });
    merges.resize(sizes.size() - wanted);
    const auto root_of = [&](std::int32_t group) {
        while (joined[static_cast<std::size_t>(group)] != group) {
            group = joined[static_cast<std::size_t>(group)];
        }
        return group;
    };
    for (const Merge& merge : merges) {
        const std::int32_t a = root_of(merge.a);
        const std::int32_t b = root_of(merge.b);
        joined[static_cast<std::size_t>(std::max(a, b))] = std::min(a, b);
    }
    // Roots are lowest in their group, so upwards every group finds its root already resolved.
    for (auto& group : joined) group = joined[static_cast<std::size_t>(group)];
    return joined;
}

}  // namespace labelscape
