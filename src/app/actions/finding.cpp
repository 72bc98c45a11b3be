#include "app/actions/finding.hpp"

#include <algorithm>

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"
#include "app/work/search_work.hpp"

namespace labelscape {
namespace {

bool has_filter(const AppState& state) {
    return state.project_open &&
           (!state.view.filter.empty() || !state.view.search_text.empty() || !state.similarity.empty());
}

void filter_changed(AppContext& context) {
    context.derived.filter_changed();
    context.persistence.snapshot_soon(1500);
}

}  // namespace

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
    if (wanted.semantic && !wanted.text.empty()) order_by_meaning(context, wanted.text, context.noticed());
    filter_changed(context);
}

void handle(AppContext& context, const action::LikeThis& wanted) {
    order_like_document(context, wanted.doc, context.noticed());
}

void handle(AppContext& context, const action::FocusSearch&) { ++context.state.search_focus_request; }

std::vector<Command> finding_commands() {
    using namespace action;
    return {
        {"find", "Search", "Words, or by meaning", "Search", {"f", true}, in_project, simple<FocusSearch>},
        {"like-this", "Order by similarity", "Lists all documents by similarity to this one", "Search", {"l"},
         has_current,
         [](const AppState& state) -> Action { return LikeThis{*state.selection.current}; }},
        {"clear-filter", "Clear filter and search", "", "Search", {"Escape", false, true}, has_filter,
         simple<ClearFilter>},
    };
}

}  // namespace labelscape
