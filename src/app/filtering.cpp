#include "app/filtering.hpp"

#include <algorithm>

#include "app/filters/filter_kinds.hpp"

namespace labelscape {
namespace {

Bitset by_text(const AppState& state, const TextCondition& condition, const Bitset& within) {
    const auto& texts = *state.project.dataset;
    if (const Bitset* known = state.text_matches.find(texts, condition)) return *known;
    const auto matcher = condition.matcher();
    if (!matcher) return Bitset(within.size());
    return filters::where(within, [&](DocId doc) { return matcher->matches(texts->text(doc)); });
}

/// Documents that may be listed at all: the active ones, or the excluded ones when the filter asks for them.
Bitset candidates(const AppState& state, const Filter& filter) {
    const bool excluded = std::ranges::any_of(filter, [](const FilterChip& chip) {
        const FilterKind* kind = find_filter_kind(chip.kind);
        return kind && kind->lists_excluded && !chip.negated;
    });
    if (!excluded) return state.active;
    Bitset docs = *state.project.excluded;
    docs -= *state.project.removed;
    return docs;
}

Bitset pass(const AppState& state, Bitset docs, const Filter& filter, const std::string& search) {
    for (const FilterChip& chip : filter) {
        const FilterKind* kind = find_filter_kind(chip.kind);
        // What cannot be decided is not met, and neither is its opposite.
        if (!kind) return Bitset(docs.size());
        const Bitset part = kind->text ? by_text(state, kind->text(chip), docs) : kind->passed(state, chip, docs);
        if (chip.negated) {
            docs -= part;
        } else {
            docs &= part;
        }
    }
    if (!search.empty()) docs &= by_text(state, {search, false}, docs);
    return docs;
}

}  // namespace

std::string searched_words(const ViewState& view) { return view.semantic_search ? std::string() : view.search_text; }

Bitset filtered(const AppState& state, const Filter& filter, const std::string& search) {
    return pass(state, candidates(state, filter), filter, search);
}

Bitset filtered_among(const AppState& state, const Bitset& among, const Filter& filter, const std::string& search) {
    Bitset docs = candidates(state, filter);
    docs &= among;
    return pass(state, std::move(docs), filter, search);
}

std::string chip_title(const AppState& state, const FilterChip& chip) {
    const FilterKind* kind = find_filter_kind(chip.kind);
    if (!kind) return "?";
    const std::string title = kind->title ? kind->title(state, chip) : std::string(kind->offers[0].title);
    return chip.negated ? "Not " + title : title;
}

}  // namespace labelscape
