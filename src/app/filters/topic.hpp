#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

/// In microtopic chip.topic, or k_outlier, k_no_meaning, k_no_vector.
inline FilterKind topic() {
    return {.id = "topic",
            .title = [](const AppState& state, const FilterChip& chip) {
                return (chip.topic < 0 ? "" : "Topic: ") + state.topic_name(chip.topic);
            },
            .passed = [](const AppState& state, const FilterChip& chip, const Bitset& within) {
                if (!*state.project.topics && chip.topic == k_outlier) return Bitset(within.size());
                return where(within, [&](DocId doc) { return state.topic_of(doc) == chip.topic; });
            },
            .offers = {{"outliers", "Outliers", "In no microtopic"},
                       {"no-meaning", "No meaning found", "Empty, or the model knows no word of the text", "noMeaning",
                        {.topic = k_no_meaning}}},
            .script = {"topic", FilterValue::topic}};
}

}  // namespace labelscape::filters
