#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

inline FilterKind excluded() {
    return {.id = "excluded",
            .passed = [](const AppState& state, const FilterChip&, const Bitset&) { return *state.project.excluded; },
            .lists_excluded = true,
            .offers = {{"excluded", "Excluded", "Kept out of map, topics and counts"}}};
}

}  // namespace labelscape::filters
