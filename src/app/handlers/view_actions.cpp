#include <algorithm>

#include "app/handlers/handlers.hpp"

namespace labelscape {

void handle(AppContext& context, const action::Undo&) { context.undo(); }
void handle(AppContext& context, const action::Redo&) { context.redo(); }

void handle(AppContext& context, const action::JumpTo& wanted) {
    const History& history = context.state.history;
    const std::size_t done = std::min(wanted.done, history.entries().size());
    while (history.done_count() > done) context.undo();
    while (history.done_count() < done) context.redo();
}

void handle(AppContext& context, const action::SetView& wanted) {
    context.state.view = wanted.view;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::ToggleFocusMode&) {
    const bool open = context.state.view.open.toggle(view_id::k_focus);
    if (open && !context.state.selection.current && !context.state.order.empty()) {
        context.state.selection.current = context.state.order.front();
    }
}

void handle(AppContext& context, const action::ToggleHelp&) { context.state.view.open.toggle(view_id::k_help); }
void handle(AppContext& context, const action::TogglePalette&) { context.state.view.open.toggle(view_id::k_palette); }
void handle(AppContext& context, const action::ToggleHistory&) {
    context.state.view.open.toggle(view_id::k_history);
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::CycleTheme&) {
    ThemeChoice& theme = context.state.view.theme;
    theme = static_cast<ThemeChoice>((static_cast<int>(theme) + 1) % 3);
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::SetColorBy& wanted) {
    context.state.view.color_by = wanted.color_by;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::FocusSearch&) { ++context.state.search_focus_request; }
void handle(AppContext& context, const action::CopyText&) { ++context.state.copy_request; }
void handle(AppContext& context, const action::FitMap&) { ++context.state.fit_request; }

void handle(AppContext& context, const action::DismissNotice& wanted) {
    std::erase_if(context.state.notices, [&](const Notice& notice) { return notice.id == wanted.id; });
}

}  // namespace labelscape
