#include "core/suggest/expected_error.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "core/suggest/neighbor_vote.hpp"

namespace labelscape {
namespace {

double error_of(DocId doc, double cosine, std::int32_t label, const NeighborLists& neighbors,
                const LabelSets& labels, double min_cosine) {
    double wrong = k_half_evidence * std::clamp(1 - cosine, 0.0, 1.0);
    double all = k_half_evidence;
    const auto count = static_cast<std::size_t>(neighbors.per_doc);
    for (std::size_t i = doc * count; i < (doc + 1) * count; ++i) {
        const DocId other = neighbors.ids[i];
        if (other == k_no_doc || other == doc) continue;
        const auto other_labels = labels.of(other);
        if (other_labels.empty()) continue;
        const double weight = vote_weight(neighbors.cosines[i], min_cosine);
        const bool agrees =
            std::find(other_labels.begin(), other_labels.end(), label) != other_labels.end();
        all += weight;
        if (!agrees) wrong += weight;
    }
    return wrong / all;
}

}  // namespace

ExpectedErrors expected_errors(std::span<const DocId> candidates, std::span<const float> cosines,
                               std::int32_t label, const NeighborLists& neighbors,
                               const LabelSets& labels, const ExpectedErrorOptions& options) {
    ExpectedErrors errors;
    double sum = 0;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const double error =
            error_of(candidates[i], cosines[i], label, neighbors, labels, options.min_cosine);
        errors.probability.push_back(static_cast<float>(error));
        sum += error;
    }
    if (!candidates.empty())
        errors.mean = static_cast<float>(sum / static_cast<double>(candidates.size()));
    errors.doubtful.resize(candidates.size());
    std::iota(errors.doubtful.begin(), errors.doubtful.end(), 0u);
    const auto strip =
        static_cast<std::ptrdiff_t>(std::min<std::size_t>(options.strip, candidates.size()));
    std::partial_sort(errors.doubtful.begin(), errors.doubtful.begin() + strip,
                      errors.doubtful.end(), [&](std::uint32_t x, std::uint32_t y) {
                          const float p = errors.probability[x];
                          const float q = errors.probability[y];
                          if (p != q) return p > q;
                          return cosines[x] != cosines[y] ? cosines[x] < cosines[y] : x < y;
                      });
    errors.doubtful.resize(static_cast<std::size_t>(strip));
    return errors;
}

}  // namespace labelscape
