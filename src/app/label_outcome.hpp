#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bitset.hpp"
#include "edit/assign_labels.hpp"
#include "model/project.hpp"

namespace labelscape {

/// What giving labels does to labels that are there.
struct LabelOutcome {
    std::uint32_t fresh = 0;      ///< documents that get labels and lose none
    std::uint32_t replaced = 0;   ///< documents that lose a label
};

/// Of giving `labels` to `docs`; documents that stay as they are do not count.
LabelOutcome outcome_of(const Project& project, const Bitset& docs, const std::vector<LabelId>& labels,
                        AssignMode mode);
/// "287 new, 8 replaced"; empty when none is replaced.
std::string outcome_text(const LabelOutcome& outcome);
/// Documents that carry more than one label: in a project with one label a document they keep the first.
std::uint32_t count_with_several(const Project& project);

}  // namespace labelscape
