#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

/// The words of chip.value, as in the search box.
inline FilterKind text() {
    return {.id = "text",
            .title = [](const AppState&, const FilterChip& chip) { return "Text: " + chip.value; },
            .text = [](const FilterChip& chip) { return TextCondition{chip.value, false}; },
            .script = {"text"}};
}

/// The regular expression chip.value.
inline FilterKind regex() {
    return {.id = "regex",
            .title = [](const AppState&, const FilterChip& chip) { return "Regex: " + chip.value; },
            .text = [](const FilterChip& chip) { return TextCondition{chip.value, true}; },
            .script = {"regex"}};
}

}  // namespace labelscape::filters
