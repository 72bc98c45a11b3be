#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

inline FilterKind duplicates() {
    return {.id = "duplicates",
            .passed = [](const AppState& state, const FilterChip&, const Bitset& within) {
                return where(within, [&](DocId doc) { return state.project.copies(doc) > 1; });
            },
            .offers = {{"duplicates", "Has duplicates", "Stands for more than one imported row"}}};
}

}  // namespace labelscape::filters
