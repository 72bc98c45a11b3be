#include "core/stats/comparison.hpp"

#include <algorithm>
#include <limits>

namespace labelscape {
namespace {

constexpr std::int32_t k_max_confusion_labels = 1024;

}  // namespace

double Comparison::agreement() const { return both > 0 ? static_cast<double>(equal) / both : 0; }

double Comparison::kappa() const {
    const auto labels = static_cast<std::size_t>(confusion.empty() ? 0 : label_count);
    double total = 0, same = 0, by_chance = 0;
    for (std::size_t label = 0; label < labels; ++label) {
        double of_a = 0, of_b = 0;
        for (std::size_t other = 0; other < labels; ++other) {
            of_a += confusion[label * labels + other];
            of_b += confusion[other * labels + label];
        }
        total += of_a;
        same += confusion[label * labels + label];
        by_chance += of_a * of_b;
    }
    if (total == 0) return std::numeric_limits<double>::quiet_NaN();
    by_chance /= total;
    if (by_chance == total) return std::numeric_limits<double>::quiet_NaN();
    return (same - by_chance) / (total - by_chance);
}

double Comparison::f1(std::int32_t label) const {
    const OfLabel& of = of_label[static_cast<std::size_t>(label)];
    const double given = 2.0 * of.both + of.only_a + of.only_b;
    return given > 0 ? 2.0 * of.both / given : 0;
}

Comparison compare(const LabelSets& a, const LabelSets& b, const Bitset& docs) {
    Comparison result;
    result.label_count = a.label_count;
    const auto labels = static_cast<std::size_t>(a.label_count);
    result.of_label.resize(labels);
    if (a.label_count <= k_max_confusion_labels) result.confusion.resize(labels * labels);
    docs.for_each([&](DocId doc) {
        const auto says_a = a.of(doc), says_b = b.of(doc);
        if (says_a.empty() || says_b.empty()) {
            ++(says_a.empty() && says_b.empty() ? result.neither : says_a.empty() ? result.only_b : result.only_a);
            return;
        }
        ++result.both;
        for (const std::int32_t label : says_a) {
            auto& of = result.of_label[static_cast<std::size_t>(label)];
            ++(std::ranges::find(says_b, label) != says_b.end() ? of.both : of.only_a);
        }
        for (const std::int32_t label : says_b) {
            if (std::ranges::find(says_a, label) == says_a.end())
                ++result.of_label[static_cast<std::size_t>(label)].only_b;
        }
        result.equal += std::ranges::is_permutation(says_a, says_b);
        if (says_a.size() != 1 || says_b.size() != 1 || result.confusion.empty()) return;
        ++result.confusion[static_cast<std::size_t>(says_a[0]) * labels + static_cast<std::size_t>(says_b[0])];
    });
    return result;
}

}  // namespace labelscape
