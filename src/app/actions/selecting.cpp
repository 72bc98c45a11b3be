#include "app/actions/selecting.hpp"

#include <algorithm>

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"

namespace labelscape {
namespace {

void combine(Bitset& into, Bitset docs, SelectMode mode) {
    docs.resize(into.size());
    switch (mode) {
        case SelectMode::replace: into = std::move(docs); break;
        case SelectMode::add: into |= docs; break;
        case SelectMode::remove: into -= docs; break;
        case SelectMode::toggle: {
            Bitset both = into;
            both &= docs;
            into |= docs;
            into -= both;
            break;
        }
    }
}

/// Position in the list order; the end when the document is not listed.
std::size_t place_of(const AppState& state, DocId doc) {
    return static_cast<std::size_t>(std::ranges::find(state.order, doc) - state.order.begin());
}

}  // namespace

void handle(AppContext& context, const action::Select& wanted) {
    combine(context.state.selection.docs, wanted.docs, wanted.mode);
}

void handle(AppContext& context, const action::SelectOne& wanted) {
    AppState& state = context.state;
    if (wanted.doc >= state.project.size()) return;
    const DocId docs[] = {wanted.doc};
    combine(state.selection.docs, Bitset::of(state.project.size(), docs), wanted.mode);
    state.selection.current = state.selection.anchor = wanted.doc;
}

void handle(AppContext& context, const action::SelectRangeTo& wanted) {
    AppState& state = context.state;
    const std::size_t to = place_of(state, wanted.doc);
    if (to == state.order.size()) return;
    const std::size_t from = state.selection.anchor ? place_of(state, *state.selection.anchor) : to;
    state.selection.docs = Bitset(state.project.size());
    const auto [first, last] = std::minmax(from == state.order.size() ? to : from, to);
    for (std::size_t place = first; place <= last; ++place) state.selection.docs.set(state.order[place]);
    state.selection.current = wanted.doc;
}

void handle(AppContext& context, const action::SelectVisible&) {
    context.state.selection.docs = context.state.visible;
}

void handle(AppContext& context, const action::SelectTopic& wanted) {
    AppState& state = context.state;
    if (!*state.project.topics) return;
    Bitset docs(state.project.size());
    state.active.for_each([&](DocId doc) {
        if (state.topic_of(doc) == wanted.topic) docs.set(doc);
    });
    combine(state.selection.docs, std::move(docs), wanted.mode);
}

void handle(AppContext& context, const action::ClearSelection&) { context.state.selection.docs.clear(); }

void handle(AppContext& context, const action::InvertSelection&) {
    AppState& state = context.state;
    Bitset inverted = state.visible;
    inverted -= state.selection.docs;
    state.selection.docs = std::move(inverted);
}

void handle(AppContext& context, const action::MoveCurrent& wanted) {
    AppState& state = context.state;
    if (state.order.empty()) return;
    const auto last = static_cast<std::ptrdiff_t>(state.order.size()) - 1;
    std::ptrdiff_t place = state.selection.current
                               ? static_cast<std::ptrdiff_t>(place_of(state, *state.selection.current))
                               : -1;
    // The current document may have left the list by the decision just made; the next one stands in its place.
    if (place > last) place = -1;
    const DocId doc = state.order[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(place + wanted.by, 0, last))];
    if (wanted.extend) {
        if (!state.selection.anchor) state.selection.anchor = state.selection.current.value_or(doc);
        return handle(context, action::SelectRangeTo{doc});
    }
    if (state.view.open.has(view_id::k_focus)) {
        state.selection.current = state.selection.anchor = doc;
    } else {
        handle(context, action::SelectOne{doc, SelectMode::replace});
    }
}

void handle(AppContext& context, const action::CopyText&) { ++context.state.copy_request; }

std::vector<Command> selecting_commands() {
    using namespace action;
    return {
        {"next", "Next document", "", "Select", {"Down"}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{1, false}; }},
        {"previous", "Previous document", "", "Select", {"Up"}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{-1, false}; }},
        {"extend-down", "Extend selection down", "", "Select", {"Down", false, true}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{1, true}; }},
        {"extend-up", "Extend selection up", "", "Select", {"Up", false, true}, has_listed,
         [](const AppState&) -> Action { return MoveCurrent{-1, true}; }},
        {"select-all", "Select all listed", "All documents that pass the filter", "Select", {"a", true}, has_listed,
         simple<SelectVisible>},
        {"invert-selection", "Invert selection", "", "Select", {"i", true}, has_listed, simple<InvertSelection>},
        {"clear-selection", "Clear selection", "", "Select", {"Escape"}, has_selection, simple<ClearSelection>},
        {"copy-text", "Copy text", "What is selected in the text, or all of the current document", "Select",
         {"c", true}, has_current,
         simple<CopyText>},
    };
}

}  // namespace labelscape
