#include "core/suggest/neighbor_vote.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel_for.hpp"

namespace labelscape {
namespace {

constexpr double k_keyword_weight = 0.5;

struct Votes {
    std::int32_t label = 0;
    double weight = 0;
    bool from_neighbor = false;
    bool from_keyword = false;
    DocId nearest = k_no_doc;
};

/// Few labels stand around a document, so a short list beats a table of all labels.
Votes& votes_of(std::vector<Votes>& all, std::int32_t label) {
    for (Votes& votes : all) {
        if (votes.label == label) return votes;
    }
    all.push_back({label, 0, false, false, k_no_doc});
    return all.back();
}

SuggestionReason reason_of(const Votes& votes) {
    if (!votes.from_keyword) return SuggestionReason::neighbors;
    return votes.from_neighbor ? SuggestionReason::neighbors_and_keyword
                               : SuggestionReason::keyword;
}

TopVotes top_of(const std::vector<Suggestion>& suggestions) {
    TopVotes top;
    for (std::size_t i = 0; i < suggestions.size(); ++i) {
        top.labels[i] = suggestions[i].label;
        top.confidences[i] = suggestions[i].confidence;
    }
    if (!suggestions.empty()) top.reason = suggestions.front().reason;
    return top;
}

}  // namespace

double vote_weight(double cosine, double min_cosine) {
    if (!(cosine > min_cosine)) return 0;
    const double height = (std::min(cosine, 1.0) - min_cosine) / std::max(1 - min_cosine, 1e-6);
    return height * height;
}

std::vector<Suggestion> vote_on(DocId doc, const NeighborLists& neighbors, const LabelSets& labels,
                                std::span<const std::int32_t> keyword_labels,
                                const VoteOptions& options, std::size_t limit) {
    std::vector<Votes> all;
    double total = 0;
    const auto count = static_cast<std::size_t>(neighbors.per_doc);
    for (std::size_t i = doc * count; i < (doc + 1) * count; ++i) {
        const DocId other = neighbors.ids[i];
        if (other == k_no_doc || other == doc) continue;
        const auto other_labels = labels.of(other);
        const double weight = vote_weight(neighbors.cosines[i], options.min_cosine);
        if (other_labels.empty() || weight <= 0) continue;
        total += weight;
        for (const std::int32_t label : other_labels) {
            Votes& votes = votes_of(all, label);
            votes.weight += weight;
            votes.from_neighbor = true;
            if (votes.nearest == k_no_doc) votes.nearest = other;
        }
    }
    for (const std::int32_t label : keyword_labels) {
        Votes& votes = votes_of(all, label);
        votes.weight += k_keyword_weight;
        votes.from_keyword = true;
        total += k_keyword_weight;
    }
    std::vector<Suggestion> suggestions;
    for (const Votes& votes : all) {
        const double evidence = votes.weight / (votes.weight + k_half_evidence);
        const auto confidence = static_cast<float>(votes.weight / total * evidence);
        if (confidence < options.min_confidence) continue;
        suggestions.push_back({votes.label, confidence, reason_of(votes), votes.nearest});
    }
    std::sort(suggestions.begin(), suggestions.end(), [](const Suggestion& x, const Suggestion& y) {
        return x.confidence != y.confidence ? x.confidence > y.confidence : x.label < y.label;
    });
    if (suggestions.size() > limit) suggestions.resize(limit);
    return suggestions;
}

NeighborVote::NeighborVote(NeighborLists neighbors, LabelSets labels, Texts texts,
                           LabelKeywords keywords, const VoteOptions& options)
    : neighbors_(neighbors),
      labels_(labels),
      texts_(std::move(texts)),
      keywords_(std::move(keywords)),
      options_(options),
      votes_(neighbors.doc_count()) {}

Step NeighborVote::step(const Budget& budget) {
    constexpr DocId batch = 1024;
    const auto count = static_cast<DocId>(votes_.size());
    while (next_ < count) {
        const DocId end = std::min(count, next_ + batch);
        parallel_for(end - next_, 64, [&](std::int64_t first, std::int64_t last) {
            for (DocId doc = next_ + static_cast<DocId>(first);
                 doc < next_ + static_cast<DocId>(last); ++doc) {
                std::vector<std::int32_t> hints;
                if (!keywords_.empty() && doc < texts_.count)
                    hints = keywords_.labels_in(texts_[doc]);
                votes_[doc] = top_of(vote_on(doc, neighbors_, labels_, hints, options_, TopVotes::k_count));
            }
        });
        next_ = end;
        if (next_ < count && budget.spent()) return Step::more;
    }
    return Step::done;
}

double NeighborVote::progress() const {
    return votes_.empty() ? 1 : static_cast<double>(next_) / static_cast<double>(votes_.size());
}

}  // namespace labelscape
