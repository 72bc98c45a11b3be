#include "app/actions/history.hpp"

#include <algorithm>

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"

namespace labelscape {

void handle(AppContext& context, const action::Undo&) { context.undo(); }
void handle(AppContext& context, const action::Redo&) { context.redo(); }

void handle(AppContext& context, const action::JumpTo& wanted) {
    const History& history = context.state.history;
    const std::size_t done = std::min(wanted.done, history.entries().size());
    while (history.done_count() > done) context.undo();
    while (history.done_count() < done) context.redo();
}

std::vector<Command> history_commands() {
    using namespace action;
    return {
        {"undo", "Undo", "Takes back the last step, bulk steps too", "History", {"z", true},
         can_undo, simple<Undo>},
        {"redo", "Redo", "Makes the step again that was taken back", "History", {"z", true, true},
         can_redo, simple<Redo>},
        {"toggle-history", "History", "All steps; a click goes back to any of them", "History", {"h", true, true},
         in_project, toggle<view_id::k_history>},
    };
}

}  // namespace labelscape
