#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/ids.hpp"
#include "base/step.hpp"
#include "core/suggest/label_keywords.hpp"
#include "core/suggest/neighbor_lists.hpp"
#include "core/text/texts.hpp"

namespace labelscape {

enum class SuggestionReason : std::uint8_t { none, neighbors, keyword, neighbors_and_keyword };

struct Suggestion {
    std::int32_t label = -1;  ///< -1: no suggestion
    float confidence = 0;     ///< 0..1
    SuggestionReason reason = SuggestionReason::none;
    DocId nearest = k_no_doc;  ///< the most similar labeled neighbor that speaks for it
};

struct VoteOptions {
    /// Neighbors below this cosine do not vote; larger gives fewer and surer suggestions.
    float min_cosine = 0.3f;
    /// Suggestions below this confidence are left out.
    float min_confidence = 0.2f;
};

/// The weight of a neighbor's word: ((cosine - min_cosine) / (1 - min_cosine))^2, and 0 below
/// min_cosine.
double vote_weight(double cosine, double min_cosine);

/// The weight of a vote at which it counts half; see vote_on.
inline constexpr double k_half_evidence = 0.25;

/// The vote on one document, passing over its own labels.
/// Each labeled neighbor gives its labels vote_weight(cosine); an unlabeled one says nothing. A
/// keyword counts as a neighbor of weight 0.5. The confidence of a label is share * evidence, where
/// share is its part w / total of the weight (neighbors with several labels count in full for each)
/// and evidence = w / (w + k_half_evidence) keeps one far neighbor from being a certainty. At most
/// `limit` labels by falling confidence, the smaller label of equals.
std::vector<Suggestion> vote_on(DocId doc, const NeighborLists& neighbors, const LabelSets& labels,
                                std::span<const std::int32_t> keyword_labels,
                                const VoteOptions& options, std::size_t limit = 3);

/// The first labels of a vote by falling confidence; -1 where there are fewer.
struct TopVotes {
    static constexpr std::size_t k_count = 3;
    std::array<std::int32_t, k_count> labels{-1, -1, -1};
    std::array<float, k_count> confidences{};
    SuggestionReason reason = SuggestionReason::none;   ///< of the first
};

/// The vote on every document, by slices and on all workers. A document has no vote on itself, so what is said of a
/// labeled one can be held against its labels.
/// What the spans and texts point to must outlive it. Without keywords `texts` may be empty.
class NeighborVote {
public:
    NeighborVote(NeighborLists neighbors, LabelSets labels, Texts texts, LabelKeywords keywords,
                 const VoteOptions& options = {});

    Step step(const Budget& budget);
    double progress() const;
    /// Per document; complete when done.
    const std::vector<TopVotes>& result() const { return votes_; }

private:
    NeighborLists neighbors_;
    LabelSets labels_;
    Texts texts_;
    LabelKeywords keywords_;
    VoteOptions options_;
    std::vector<TopVotes> votes_;
    DocId next_ = 0;
};

}  // namespace labelscape
