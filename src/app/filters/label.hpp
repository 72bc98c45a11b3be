#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

inline std::string label_name(const AppState& state, LabelId id) {
    const Label* label = state.project.scheme->find(id);
    return label ? label->name : "?";
}

inline std::vector<FilterChoice> label_choices(const AppState& state) {
    std::vector<FilterChoice> choices;
    for (const Label& label : state.project.scheme->labels()) {
        choices.push_back({label.name, label.name, {.label = label.id}, label.color});
    }
    return choices;
}

/// Carries chip.label.
inline FilterKind label() {
    return {.id = "label",
            .title = [](const AppState& state,
                        const FilterChip& chip) { return "Label: " + label_name(state, chip.label); },
            .passed = [](const AppState& state, const FilterChip& chip,
                         const Bitset& within) { return state.project.annotations->with(chip.label, within); },
            .menu = {"By label…", "Carries the label", label_choices},
            .script = {"label", FilterValue::label}};
}

/// chip.label is suggested.
inline FilterKind suggestion() {
    return {
        .id = "suggestion",
        .title = [](const AppState& state,
                    const FilterChip& chip) { return "Suggested: " + label_name(state, chip.label); },
        .passed =
            [](const AppState& state, const FilterChip& chip, const Bitset& within) {
                return where(within, [&](DocId doc) {
                    const Label* label = state.suggested(doc);
                    return label && label->id == chip.label;
                });
            },
        .follows_suggestions = true,
        .menu = {"By suggestion…", "Is suggested", label_choices}};
}

}  // namespace labelscape::filters
