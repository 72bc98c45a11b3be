#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

inline FilterKind unlabeled() {
    return {.id = "unlabeled",
            .passed = [](const AppState& state, const FilterChip&, const Bitset&) {
                return state.project.annotations->labeled().complement();
            },
            .offers = {{"unlabeled", "Unlabeled", "No label yet", "unlabeled"}}};
}

inline FilterKind labeled() {
    return {.id = "labeled",
            .passed = [](const AppState& state, const FilterChip&, const Bitset&) {
                return state.project.annotations->labeled();
            },
            .offers = {{"labeled", "Labeled", "At least one label", "labeled"}}};
}

}  // namespace labelscape::filters
