#pragma once

#include "app/actions/target.hpp"
#include "app/actions/view.hpp"
#include "app/app_state.hpp"
#include "app/command.hpp"

namespace labelscape {

// When a command can be chosen
inline bool always(const AppState&) { return true; }
inline bool in_project(const AppState& state) { return state.project_open; }
inline bool has_documents(const AppState& state) { return state.project_open && !state.active.none(); }
inline bool has_listed(const AppState& state) { return state.project_open && !state.order.empty(); }
inline bool has_selection(const AppState& state) { return state.project_open && !state.selection.docs.none(); }
inline bool has_current(const AppState& state) { return state.project_open && state.selection.current.has_value(); }
inline bool has_target(const AppState& state) { return has_current(state) || has_selection(state); }
inline bool has_topics(const AppState& state) { return state.project_open && *state.project.topics; }
inline bool has_layout(const AppState& state) { return state.project_open && *state.project.layout; }
inline bool can_undo(const AppState& state) { return state.project_open && state.history.can_undo(); }
inline bool can_redo(const AppState& state) { return state.project_open && state.history.can_redo(); }

/// What a command asks for whose action needs nothing more.
template <class T>
Action simple(const AppState&) {
    return T{};
}
template <const std::string_view& id>
Action toggle(const AppState&) {
    return action::ToggleView{id};
}
/// What a single decision key is about: in focus mode the shown document, else the selection.
inline Target decided(const AppState& state) {
    return {state.view.open.has(view_id::k_focus) ? Target::Kind::current : Target::Kind::selection, {}};
}

}  // namespace labelscape
