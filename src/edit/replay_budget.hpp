#pragma once

#include <cstdint>

#include "edit/edit.hpp"

namespace labelscape {

/// Bounds the time that stored steps may ask for. Those that name documents are bounded by their own bytes; the others
/// visit every document of the project however few their bytes are.
class ReplayBudget {
public:
    /// True while there is some left for a step of this kind.
    bool covers(EditKind kind, const Project& project) {
        constexpr std::uint64_t k_max_visits = 1'000'000'000;
        if (!names_its_documents(kind)) visits_ += project.size();
        return visits_ <= k_max_visits;
    }

private:
    static bool names_its_documents(EditKind kind) {
        switch (kind) {
            case EditKind::assign_labels:
            case EditKind::add_label:
            case EditKind::change_label:
            case EditKind::exclude_documents:
            case EditKind::import_labels: return true;
            default: return false;
        }
    }

    std::uint64_t visits_ = 0;
};

}  // namespace labelscape
