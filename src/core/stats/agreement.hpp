#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"

namespace labelscape {

/// Adjusted Rand index of two splits of the same items (Hubert, Arabie 1985): 1 = equal, about 0 =
/// by chance. Negative numbers are groups like any other. Two trivial equal splits give 1.
double adjusted_rand_index(std::span<const std::int32_t> a, std::span<const std::int32_t> b);

/// How labels mix in a group of documents.
struct LabelMix {
    std::int32_t documents = 0;
    std::int32_t labeled = 0;  ///< with at least one label
    std::vector<std::int32_t>
        count_of;  ///< per label; more than `labeled` in total if documents carry several

    /// Share of the labeled documents that carry the most frequent label; 0 without labels.
    double purity() const;
    /// Shannon entropy of the label shares in bits; 0 = one label only.
    double entropy_bits() const;
    /// Labeled share, 0..1.
    double coverage() const {
        return documents > 0 ? static_cast<double>(labeled) / documents : 0.0;
    }
    /// The most frequent label, the smaller one of equals; -1 without labels.
    std::int32_t majority() const;

    /// Keeps the counts exact while labels change: one document's labels come (+1) or go (-1).
    void add(std::span<const std::int32_t> labels, std::int32_t sign);
};

/// One mix per topic: `labels_of(doc)` must return a range of labels below `label_count`. Outliers
/// are left out.
template <class LabelsOf>
std::vector<LabelMix> label_mixes(std::span<const TopicId> topic_of, std::int32_t topic_count,
                                  std::int32_t label_count, LabelsOf labels_of) {
    std::vector<LabelMix> mixes(static_cast<std::size_t>(topic_count));
    for (auto& mix : mixes) mix.count_of.resize(static_cast<std::size_t>(label_count));
    for (DocId doc = 0; doc < topic_of.size(); ++doc) {
        if (topic_of[doc] < 0) continue;
        LabelMix& mix = mixes[static_cast<std::size_t>(topic_of[doc])];
        ++mix.documents;
        mix.add(labels_of(doc), 1);
    }
    return mixes;
}

}  // namespace labelscape
