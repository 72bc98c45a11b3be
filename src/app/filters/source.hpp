#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

/// The label came by chip.source, a Source.
inline FilterKind source() {
    return {.id = "source",
            .title = [](const AppState&, const FilterChip& chip) {
                constexpr const char* names[] = {"one by one", "in bulk", "import", "suggestion"};
                return std::string("Labeled by ") + names[std::min<std::size_t>(chip.source, 3)];
            },
            .passed = [](const AppState& state, const FilterChip& chip, const Bitset& within) {
                const Annotations& annotations = *state.project.annotations;
                return where(within, [&](DocId doc) {
                    const Annotation& row = annotations[doc];
                    return row.labeled() && static_cast<std::uint8_t>(annotations.provenance(row.provenance).source) == chip.source;
                });
            },
            .menu = {"By where the label comes from…", "Label comes from", [](const AppState&) {
                std::vector<FilterChoice> choices;
                for (const char* title : {"One by one", "In bulk", "Imported file", "Accepted suggestion"}) {
                    const auto number = static_cast<std::uint8_t>(choices.size());
                    choices.push_back({std::to_string(number), title, {.source = number}});
                }
                return choices;
            }}};
}

}  // namespace labelscape::filters
