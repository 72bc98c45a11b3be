#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/ids.hpp"
#include "core/suggest/neighbor_lists.hpp"

namespace labelscape {

/// What is known before one label is given to many documents at once.
struct ExpectedErrors {
    std::vector<float> probability;       ///< per candidate: chance that the label is wrong, 0..1
    float mean = 0;                       ///< expected share of wrong labels
    std::vector<std::uint32_t> doubtful;  ///< places in `candidates`, the most doubtful first
};

struct ExpectedErrorOptions {
    /// Candidates in the strip of doubtful ones, at most.
    std::uint32_t strip = 12;
    /// Neighbors below this cosine say nothing.
    float min_cosine = 0.3f;
};

/// Estimates for each candidate how likely `label` is wrong for it, from the labels that its
/// neighbors already carry. The similarity s to the reference gives the first guess 1 - s, cut to
/// 0..1; labeled neighbors then move it, weighted as in vote_on: (k_half_evidence * guess + weight
/// without the label) / (k_half_evidence + weight). With no labeled neighbors the guess stays, so
/// the figure is an order of doubt first and a rate only once labels are about. The strip orders by
/// probability, then by lower similarity, then by place. `cosines` holds the similarity of each
/// candidate to the reference (or to the center of the set).
ExpectedErrors expected_errors(std::span<const DocId> candidates, std::span<const float> cosines,
                               std::int32_t label, const NeighborLists& neighbors,
                               const LabelSets& labels, const ExpectedErrorOptions& options = {});

}  // namespace labelscape
