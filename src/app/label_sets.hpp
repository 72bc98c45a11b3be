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
    LabelSets sets() const { return {set_of_, begin_, labels_, label_count_}; }

private:
    std::vector<std::uint32_t> set_of_;
    std::vector<std::uint32_t> begin_{0};
    std::vector<std::int32_t> labels_;
    std::int32_t label_count_;
};

}  // namespace labelscape
