#include <algorithm>

#include "app/handlers/handlers.hpp"
#include "app/work/search_work.hpp"

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

void filter_changed(AppContext& context) {
    context.derived.filter_changed();
    context.persistence.snapshot_soon(1500);
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

void handle(AppContext& context, const action::AddChip& wanted) {
    Filter& filter = context.state.view.filter;
    if (std::ranges::find(filter, wanted.chip) == filter.end()) filter.push_back(wanted.chip);
    filter_changed(context);
}

void handle(AppContext& context, const action::RemoveChip& wanted) {
    Filter& filter = context.state.view.filter;
    if (wanted.index < filter.size()) filter.erase(filter.begin() + static_cast<std::ptrdiff_t>(wanted.index));
    filter_changed(context);
}

void handle(AppContext& context, const action::SetFilter& wanted) {
    context.state.view.filter = wanted.filter;
    filter_changed(context);
}

void handle(AppContext& context, const action::ClearFilter&) {
    context.state.view.filter.clear();
    context.state.view.search_text.clear();
    clear_similarity(context);
    filter_changed(context);
}

void handle(AppContext& context, const action::Search& wanted) {
    ViewState& view = context.state.view;
    view.search_text = wanted.text;
    view.semantic_search = wanted.semantic;
    clear_similarity(context);
    if (wanted.semantic && !wanted.text.empty()) order_by_meaning(context, wanted.text);
    filter_changed(context);
}

void handle(AppContext& context, const action::LikeThis& wanted) { order_like_document(context, wanted.doc); }

}  // namespace labelscape
