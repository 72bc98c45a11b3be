#include "app/filtering.hpp"

#include <algorithm>

namespace labelscape {
namespace {

Bitset where(const Bitset& within, auto holds) {
    Bitset docs(within.size());
    within.for_each([&](DocId doc) {
        if (holds(doc)) docs.set(doc);
    });
    return docs;
}

Bitset by_column(const AppState& state, const FilterChip& chip, const Bitset& within) {
    const auto& columns = (*state.project.dataset)->columns();
    const auto column = std::ranges::find(columns, chip.text, &Column::name);
    if (column == columns.end()) return Bitset(within.size());
    if (chip.kind == FilterChip::Kind::column_range) {
        return where(within, [&](DocId doc) {
            return doc < column->numbers.size() && column->numbers[doc] >= chip.low && column->numbers[doc] <= chip.high;
        });
    }
    return where(within, [&](DocId doc) { return column->cell(doc) == chip.value; });
}

Bitset by_text(const AppState& state, const TextCondition& condition, const Bitset& within) {
    const auto& texts = *state.project.dataset;
    if (const Bitset* known = state.text_matches.find(texts, condition)) return *known;
    const auto matcher = condition.matcher();
    if (!matcher) return Bitset(within.size());
    return where(within, [&](DocId doc) { return matcher->matches(texts->text(doc)); });
}

Bitset passed(const AppState& state, const FilterChip& chip, const Bitset& within) {
    const Project& project = state.project;
    const Annotations& annotations = *project.annotations;
    using Kind = FilterChip::Kind;
    switch (chip.kind) {
        case Kind::label: return annotations.with(chip.label);
        case Kind::labeled: return annotations.labeled();
        case Kind::unlabeled: return annotations.labeled().complement();
        case Kind::unsure: return where(within, [&](DocId doc) { return annotations[doc].mark == Mark::unsure; });
        case Kind::skipped: return where(within, [&](DocId doc) { return annotations[doc].mark == Mark::skipped; });
        case Kind::topic:
            if (!*project.topics && chip.topic == k_outlier) return Bitset(within.size());
            return where(within, [&](DocId doc) { return state.topic_of(doc) == chip.topic; });
        case Kind::column_text:
        case Kind::column_range: return by_column(state, chip, within);
        case Kind::text: return by_text(state, {chip.value, false}, within);
        case Kind::regex: return by_text(state, {chip.value, true}, within);
        case Kind::source:
            return where(within, [&](DocId doc) {
                const Annotation& row = annotations[doc];
                return row.labeled() && static_cast<std::uint8_t>(annotations.provenance(row.provenance).source) == chip.source;
            });
        case Kind::suggestion:
            return where(within, [&](DocId doc) {
                const Label* label = state.suggested(doc);
                return label && label->id == chip.label;
            });
        case Kind::documents: return Bitset::of(within.size(), chip.docs);
        case Kind::duplicates: return where(within, [&](DocId doc) { return project.copies(doc) > 1; });
        case Kind::excluded: return within;
    }
    return within;
}

/// Documents that may be listed at all: the active ones, or the excluded ones when the filter asks for them.
Bitset candidates(const AppState& state, const Filter& filter) {
    const bool excluded = std::ranges::any_of(
        filter, [](const FilterChip& chip) { return chip.kind == FilterChip::Kind::excluded && !chip.negated; });
    if (!excluded) return state.active;
    Bitset docs = *state.project.excluded;
    docs -= *state.project.removed;
    return docs;
}

}  // namespace

std::string searched_words(const ViewState& view) { return view.semantic_search ? std::string() : view.search_text; }

Bitset filtered(const AppState& state, const Filter& filter, const std::string& search) {
    Bitset docs = candidates(state, filter);
    for (const FilterChip& chip : filter) {
        Bitset part = passed(state, chip, docs);
        if (chip.negated) {
            docs -= part;
        } else {
            docs &= part;
        }
    }
    if (!search.empty()) docs &= by_text(state, {search, false}, docs);
    return docs;
}

std::string chip_title(const AppState& state, const FilterChip& chip) {
    const auto label_name = [&] {
        const Label* label = state.project.scheme->find(chip.label);
        return label ? label->name : std::string("?");
    };
    const auto title = [&]() -> std::string {
        using Kind = FilterChip::Kind;
        switch (chip.kind) {
            case Kind::label: return "Label: " + label_name();
            case Kind::unlabeled: return "Unlabeled";
            case Kind::labeled: return "Labeled";
            case Kind::unsure: return "Unsure";
            case Kind::skipped: return "Skipped";
            case Kind::topic: return (chip.topic < 0 ? "" : "Topic: ") + state.topic_name(chip.topic);
            case Kind::column_text: return chip.text + ": " + chip.value;
            case Kind::column_range: {
                Column bound;
                const auto& columns = (*state.project.dataset)->columns();
                const auto column = std::ranges::find(columns, chip.text, &Column::name);
                bound.type = column == columns.end() ? ColumnType::number : column->type;
                bound.numbers = {chip.low, chip.high};
                return chip.text + ": " + bound.cell(0) + " to " + bound.cell(1);
            }
            case Kind::text: return "Text: " + chip.value;
            case Kind::regex: return "Regex: " + chip.value;
            case Kind::source: {
                constexpr const char* names[] = {"one by one", "in bulk", "import", "suggestion"};
                return std::string("Labeled by ") + names[std::min<std::size_t>(chip.source, 3)];
            }
            case Kind::suggestion: return "Suggested: " + label_name();
            case Kind::documents: return chip.value;
            case Kind::duplicates: return "Has duplicates";
            case Kind::excluded: return "Excluded";
        }
        return {};
    }();
    return chip.negated ? "Not " + title : title;
}

}  // namespace labelscape
