#pragma once

#include "app/filters/filter_kind.hpp"

namespace labelscape::filters {

inline const Column* column_of(const AppState& state, const FilterChip& chip) {
    const auto& columns = (*state.project.dataset)->columns();
    const auto found = std::ranges::find(columns, chip.text, &Column::name);
    return found == columns.end() ? nullptr : &*found;
}

/// The cell of column chip.text is chip.value.
inline FilterKind column() {
    return {.id = "column",
            .title = [](const AppState&, const FilterChip& chip) { return chip.text + ": " + chip.value; },
            .passed = [](const AppState& state, const FilterChip& chip, const Bitset& within) {
                const Column* cells = column_of(state, chip);
                return where(within, [&](DocId doc) { return cells && cells->cell(doc) == chip.value; });
            },
            .script = {"column", FilterValue::column}};
}

/// The number of column chip.text lies from chip.low to chip.high.
inline FilterKind column_range() {
    return {.id = "column-range",
            .title = [](const AppState& state, const FilterChip& chip) {
                const Column* cells = column_of(state, chip);
                Column bound;
                bound.type = cells ? cells->type : ColumnType::number;
                bound.numbers = {chip.low, chip.high};
                return chip.text + ": " + bound.cell(0) + " to " + bound.cell(1);
            },
            .passed = [](const AppState& state, const FilterChip& chip, const Bitset& within) {
                const Column* cells = column_of(state, chip);
                return where(within, [&](DocId doc) {
                    return cells && doc < cells->numbers.size() && cells->numbers[doc] >= chip.low &&
                           cells->numbers[doc] <= chip.high;
                });
            }};
}

}  // namespace labelscape::filters
