#include "app/work/leave_work.hpp"

#include "app/work/import_work.hpp"

namespace labelscape {
namespace {

/// `then` is told and nothing is to be left any more.
void end_leaving(AppContext& context, const Status& status) {
    context.state.leaving.reset();
    if (const auto done = std::exchange(context.after_leaving, {})) (*done)(context, status);
}

}  // namespace

void close_project(AppContext& context) {
    AppState& state = context.state;
    if (!state.project_open) return;
    context.persistence.flush(state);
    context.persistence.stop();
    context.end_session();
    // What is being imported may go into the next project.
    if (state.import && state.import->stage != ImportView::Stage::importing) state.import.reset();
    refresh_project_list(context);
}

void leave_project(AppContext& context, Unsaved unsaved, const Done<>& done) {
    AppState& state = context.state;
    if (context.after_leaving) return done(context, Error{ErrorCode::conflict, "The project is being closed already"});
    if (unsaved == Unsaved::drop) close_project(context);
    if (!state.project_open) return done(context, {});
    context.after_leaving = done;
    context.asks_to_leave = unsaved == Unsaved::ask;
    state.leaving = Leaving{state.now_ms, {}};
    context.persistence.retry_now(state);
    context.persistence.flush(state);
    leave_if_saved(context);
}

void leave_if_saved(AppContext& context) {
    AppState& state = context.state;
    if (!context.after_leaving) return;
    if (!state.project_open || context.persistence.durable(state)) {
        close_project(context);
        return end_leaving(context, {});
    }
    if (state.save_state != SaveState::failed) return;
    if (!context.asks_to_leave) {
        return end_leaving(context, Error{ErrorCode::conflict,
                                          "The project stays open, for not all of it is saved: " + state.save_error});
    }
    state.leaving->why = state.save_error;
}

void stay_in_project(AppContext& context) {
    end_leaving(context, Error{ErrorCode::cancelled, "The project stays open"});
}

void leave_unsaved(AppContext& context) {
    if (!context.after_leaving) return;
    close_project(context);
    end_leaving(context, {});
}

}  // namespace labelscape
