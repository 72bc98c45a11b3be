#pragma once

#include <numeric>
#include <utility>
#include <vector>

#include "base/random.hpp"
#include "core/suggest/neighbor_lists.hpp"

namespace labelscape::test {

/// Neighbor lists and labels that a test can change.
struct Graph {
    std::int32_t per_doc;
    std::int32_t label_count;
    std::vector<DocId> ids;
    std::vector<float> cosines;
    std::vector<std::vector<std::int32_t>> labels;

    Graph(DocId docs, std::int32_t neighbors, std::int32_t label_total)
        : per_doc(neighbors),
          label_count(label_total),
          ids(docs * static_cast<std::size_t>(neighbors), k_no_doc),
          cosines(ids.size()),
          labels(docs) {}

    /// Even and odd documents are two groups; most neighbors are of the own group, half of the
    /// documents are labeled.
    static Graph two_groups(DocId docs, std::int32_t neighbors, std::uint64_t seed) {
        Random random(seed);
        Graph graph(docs, neighbors, 2);
        for (DocId doc = 0; doc < docs; ++doc) {
            if (random.below(2) == 0) graph.labels[doc] = {static_cast<std::int32_t>(doc % 2)};
            std::vector<std::pair<DocId, float>> near;
            for (std::int32_t i = 0; i < neighbors; ++i) {
                const DocId other =
                    random.below(docs / 2) * 2 + (doc + (random.below(10) == 0 ? 1 : 0)) % 2;
                near.emplace_back(other, 0.95f - 0.05f * static_cast<float>(i));
            }
            graph.set_neighbors(doc, near);
        }
        return graph;
    }

    void set_neighbors(DocId doc, const std::vector<std::pair<DocId, float>>& near) {
        const std::size_t begin = doc * static_cast<std::size_t>(per_doc);
        for (std::size_t i = 0; i < static_cast<std::size_t>(per_doc); ++i) {
            ids[begin + i] = i < near.size() ? near[i].first : k_no_doc;
            cosines[begin + i] = i < near.size() ? near[i].second : 0;
        }
    }
    NeighborLists lists() const { return {ids, cosines, per_doc}; }
    LabelSets sets() const {
        flat_set_.resize(labels.size());
        std::iota(flat_set_.begin(), flat_set_.end(), 0u);
        flat_begin_.assign(1, 0);
        flat_.clear();
        for (const auto& own : labels) {
            flat_.insert(flat_.end(), own.begin(), own.end());
            flat_begin_.push_back(static_cast<std::uint32_t>(flat_.size()));
        }
        return {flat_set_, flat_begin_, flat_, label_count};
    }

private:
    mutable std::vector<std::uint32_t> flat_set_, flat_begin_;
    mutable std::vector<std::int32_t> flat_;
};

}  // namespace labelscape::test
