#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

template <Mark mark>
Bitset marked(const AppState& state, const FilterChip&, const Bitset& within) {
    const Annotations& annotations = *state.project.annotations;
    return where(within, [&](DocId doc) { return annotations[doc].mark == mark; });
}

inline FilterKind unsure() {
    return {.id = "unsure",
            .passed = marked<Mark::unsure>,
            .offers = {{"unsure", "Unsure", "Decided to decide later", "unsure"}}};
}

inline FilterKind skipped() {
    return {
        .id = "skipped", .passed = marked<Mark::skipped>, .offers = {{"skipped", "Skipped", "Passed over", "skipped"}}};
}

}  // namespace labelscape::filters
