#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

/// The label came about in the way that chip.value names.
inline FilterKind source() {
    return {.id = "source",
            .title = [](const AppState&, const FilterChip& chip) {
                const bool one = chip.value == "human", bulk = chip.value == "bulk";
                return "Labeled by " + (one ? "one by one" : bulk ? "in bulk" : chip.value);
            },
            .passed = [](const AppState& state, const FilterChip& chip, const Bitset& within) {
                const Annotations& annotations = *state.project.annotations;
                return where(within, [&](DocId doc) {
                    const Annotation& row = annotations[doc];
                    return row.labeled() && source_name(annotations.provenance(row.provenance)) == chip.value;
                });
            },
            .menu = {"By where the label comes from…", "Label comes from", [](const AppState&) {
                constexpr const char* titles[] = {"One by one", "In bulk", "Imported file", "Accepted suggestion"};
                std::vector<FilterChoice> choices;
                for (std::size_t i = 0; i < k_source_names.size(); ++i) {
                    const std::string name(k_source_names[i]);
                    choices.push_back({name, titles[i], {.value = name}});
                }
                return choices;
            }}};
}

}  // namespace labelscape::filters
