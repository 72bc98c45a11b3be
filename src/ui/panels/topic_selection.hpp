#pragma once

#include <cstdint>
#include <vector>

#include "app/app_state.hpp"

namespace labelscape {

/// Which microtopics are selected as a whole. Counted again only when the selection or the split has changed.
class TopicSelection {
public:
    void update(const AppState& state);
    /// All active documents of the microtopic are selected; `size` of them there are.
    bool whole(TopicId topic, std::uint32_t size) const;

private:
    Bitset docs_;
    std::uint64_t derived_version_ = 0;
    std::vector<std::uint32_t> selected_;   ///< by topic, from k_no_vector on
};

/// The active documents of a microtopic; only those without a label if asked.
std::vector<DocId> topic_docs(const AppState& state, TopicId topic, bool unlabeled_only);

}  // namespace labelscape
