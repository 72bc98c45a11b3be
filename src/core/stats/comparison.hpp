#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/bitset.hpp"
#include "core/suggest/neighbor_lists.hpp"

namespace labelscape {

/// How what one actor says of a set of documents agrees with what another says: two people, a model and the labels, two
/// versions of a model.
struct Comparison {
    /// Where both say exactly one label: documents by label of `a` (row) and of `b` (column), labels x labels.
    std::vector<std::uint32_t> confusion;
    std::int32_t label_count = 0;
    std::uint32_t both = 0;      ///< documents of which both say something
    std::uint32_t only_a = 0, only_b = 0, neither = 0;
    std::uint32_t equal = 0;     ///< of `both`: the same labels
    /// By label, of `both`: documents to which both, only one or the other give it.
    struct OfLabel {
        std::uint32_t both = 0, only_a = 0, only_b = 0;
    };
    std::vector<OfLabel> of_label;

    std::uint32_t count(std::int32_t a, std::int32_t b) const {
        return confusion[static_cast<std::size_t>(a) * static_cast<std::size_t>(label_count) +
                         static_cast<std::size_t>(b)];
    }
    /// Share of `both` with the same labels, 0..1; 0 without any.
    double agreement() const;
    /// Cohen's kappa over the confusion (Cohen 1960): agreement beyond chance, 1 at most. NaN without documents, or
    /// where both say one and the same label of all, so that there is nothing beyond chance.
    double kappa() const;
    /// Harmonic mean of precision and recall of a label, 0..1, `b` being the truth; 0 where neither gives it.
    double f1(std::int32_t label) const;
};

/// Labels are numbers below `label_count` of `a` and `b`, which must be the same; `docs` none beyond either. Above
/// 1,024 labels `confusion` stays empty: nobody could read it.
Comparison compare(const LabelSets& a, const LabelSets& b, const Bitset& docs);

}  // namespace labelscape
