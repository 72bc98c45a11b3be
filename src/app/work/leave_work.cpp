#include "app/work/leave_work.hpp"

#include "app/work/import_work.hpp"

namespace labelscape {
namespace {

/// `then` is told and nothing is to be left any more.
void end_leaving(AppContext& context, const Status& status) {
    context.state.leaving.reset();
    if (const auto then = std::exchange(context.after_leaving, {})) then(context, status);
}

}  // namespace

void close_project(AppContext& context) {
    AppState& state = context.state;
    if (!state.project_open) return;
    context.persistence.flush(state);
    context.persistence.stop();
    state.jobs.cancel_all();
    ++context.project_session;
    context.analysis = {};
    context.live_map.reset();
    context.after_embed.clear();
    context.unfinished.reset();
    state.models.changing.reset();
    state.models.estimating = false;
    state.models.counts = {};
    context.after_graph.clear();
    context.derived.forget();
    const ThemeChoice theme = state.view.theme;
    state.project = Project();
    state.history = History();
    state.unread.clear();
    state.selection = {};
    state.view = {};
    state.view.theme = theme;
    state.import.reset();
    state.alike.reset();
    state.alike_counts.clear();
    state.similarity.clear();
    state.live_layout.clear();
    state.project_open = false;
    refresh_project_list(context);
}

void leave_project(AppContext& context, Unsaved unsaved, std::function<void(AppContext&, const Status&)> then) {
    AppState& state = context.state;
    if (context.after_leaving) return then(context, Error{ErrorCode::conflict, "The project is being closed already"});
    if (unsaved == Unsaved::drop) close_project(context);
    if (!state.project_open) return then(context, {});
    context.after_leaving = std::move(then);
    context.asks_to_leave = unsaved == Unsaved::ask;
    state.leaving = Leaving{state.now_ms, {}};
    context.persistence.retry_now(state);
    context.persistence.flush(state);
    leave_if_saved(context);
}

void leave_then(AppContext& context, std::function<void(AppContext&)> then) {
    leave_project(context, Unsaved::ask, [then = std::move(then)](AppContext& left, const Status& status) {
        if (status) then(left);
    });
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
        return end_leaving(context, Error{ErrorCode::conflict, "The project stays open, for not all of it is saved: " + state.save_error});
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
