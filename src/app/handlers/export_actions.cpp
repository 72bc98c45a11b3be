#include <algorithm>

#include "app/filtering.hpp"
#include "app/handlers/handlers.hpp"
#include "app/work/export_work.hpp"
#include "app/work/scan_work.hpp"

namespace labelscape {
namespace {

void save(AppContext& context, ExportKind kind, std::optional<Bitset> docs) {
    const std::string name = context.state.project.name + std::string(extension_of(kind));
    export_project(context, kind, std::move(docs), [name, kind](AppContext& later, Result<Bytes> bytes) {
        if (!bytes) return later.notify(bytes.error());
        later.ports.files.download(name, mime_of(kind), std::move(*bytes));
        later.notify(NoticeKind::success, "Saved " + name);
    });
}

/// Not what is listed: while texts are searched that is the answer to an earlier filter.
void save_listed(AppContext& context, ExportKind kind) {
    const Filter filter = context.state.view.filter;
    const std::string search = searched_words(context.state.view);
    with_text_matches(context, filter, search, "export-search", [filter, search, kind](AppContext& later) {
        save(later, kind, filtered(later.state, filter, search));
    });
}

}  // namespace

void handle(AppContext& context, const action::Export& wanted) {
    wanted.filtered ? save_listed(context, wanted.kind) : save(context, wanted.kind, std::nullopt);
}

void handle(AppContext& context, const action::ToggleExport&) {
    AppState& state = context.state;
    state.view.show_export = !state.view.show_export && state.project_open;
}

void handle(AppContext& context, const action::SetExportChoices& wanted) {
    context.state.view.exporting = wanted.choices;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::ConfirmExport&) {
    AppState& state = context.state;
    if (!state.view.show_export) return;
    const ExportChoices choices = state.view.exporting;
    state.view.show_export = false;
    state.export_columns.clear();
    if (choices.kind == ExportKind::project) return save(context, choices.kind, std::nullopt);
    switch (choices.scope) {
        case ExportScope::all: return save(context, choices.kind, std::nullopt);
        case ExportScope::listed: return save_listed(context, choices.kind);
        case ExportScope::selected: return save(context, choices.kind, state.selection.docs);
        case ExportScope::labeled: return save(context, choices.kind, filtered(state, {FilterChip{.kind = FilterChip::Kind::labeled}}, {}));
    }
}

}  // namespace labelscape
