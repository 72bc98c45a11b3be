#pragma once

#include <cstdint>
#include <vector>

#include "core/suggest/neighbor_lists.hpp"
#include "model/project.hpp"

namespace labelscape {

/// Labels of all documents as the core reads them: positions in scheme->labels(). Owns its arrays.
class LabelSetsStorage {
public:
    explicit LabelSetsStorage(const Project& project);
    /// What an actor says of the project's documents: the likeliest label of each.
    LabelSetsStorage(const Project& project, const Layer& layer);
    LabelSets sets() const { return {begin_, labels_, label_count_}; }

private:
    /// `add_labels(doc)` appends those of one document.
    template <class Add>
    void fill(const Project& project, Add add_labels);

    std::vector<std::uint32_t> begin_;
    std::vector<std::int32_t> labels_;
    std::int32_t label_count_ = 0;
};

}  // namespace labelscape
