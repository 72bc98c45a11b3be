#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

/// Exactly the documents chip.docs, which chip.value names.
inline FilterKind documents() {
    return {.id = "documents",
            .title = [](const AppState&, const FilterChip& chip) { return chip.value; },
            .passed = [](const AppState&, const FilterChip& chip, const Bitset& within) {
                return Bitset::of(within.size(), chip.docs);
            },
            .script = {"ids", FilterValue::documents}};
}

}  // namespace labelscape::filters
