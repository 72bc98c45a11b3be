#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/bitset.hpp"
#include "base/ids.hpp"

namespace labelscape {

/// Which of the dataset's listed copies count, and what they say.
struct Copies {
    Bitset present;   ///< by copy; those of an undone import are not
    /// By copy, in ascending order: its labels in the file where the document got others.
    std::map<std::uint32_t, std::vector<LabelId>> labels;
    std::vector<std::uint32_t> counts;   ///< by document, how many are present; may end before the last document

    std::uint32_t of(DocId doc) const { return doc < counts.size() ? counts[doc] : 0; }
};

}  // namespace labelscape
