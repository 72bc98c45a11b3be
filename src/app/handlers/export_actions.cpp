#include <algorithm>

#include "app/filtering.hpp"
#include "app/handlers/handlers.hpp"
#include "app/work/export_work.hpp"
#include "app/work/scan_work.hpp"

namespace labelscape {
namespace {

void save(AppContext& context, ExportKind kind, std::optional<Bitset> docs, ExportOptions options = {}) {
    const std::string name = context.state.project.name + std::string(extension_of(kind));
    const auto download = [name, kind](AppContext& later, Result<Bytes> bytes) {
        if (!bytes) return later.notify(bytes.error());
        later.ports.files.download(name, mime_of(kind), std::move(*bytes));
        later.notify(NoticeKind::success, "Saved " + name);
    };
    export_project(context, kind, std::move(docs), download, std::move(options));
}

/// Not what is listed: while texts are searched that is the answer to an earlier filter.
void save_listed(AppContext& context, ExportKind kind, ExportOptions options) {
    const Filter filter = context.state.view.filter;
    const std::string search = searched_words(context.state.view);
    with_text_matches(context, filter, search, "export-search",
                      [filter, search, kind, options = std::move(options)](AppContext& later) {
                          save(later, kind, filtered(later.state, filter, search), options);
                      });
}

/// All columns are no choice of columns: an export of everything comes back as what it was.
std::vector<std::string> chosen_columns(const AppState& state) {
    const auto& left_out = state.view.exporting.left_out;
    std::vector<std::string> columns;
    for (const std::string& name : state.export_columns) {
        if (std::ranges::find(left_out, name) == left_out.end()) columns.push_back(name);
    }
    return columns.size() == state.export_columns.size() ? std::vector<std::string>() : columns;
}

}  // namespace

void handle(AppContext& context, const action::Export& wanted) {
    wanted.filtered ? save_listed(context, wanted.kind, {}) : save(context, wanted.kind, std::nullopt);
}

void handle(AppContext& context, const action::ToggleExport&) {
    AppState& state = context.state;
    state.view.show_export = !state.view.show_export && state.project_open;
    state.export_columns = state.view.show_export ? export_columns(state.project) : std::vector<std::string>();
}

void handle(AppContext& context, const action::SetExportChoices& wanted) {
    context.state.view.exporting = wanted.choices;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::ConfirmExport&) {
    AppState& state = context.state;
    if (!state.view.show_export) return;
    const ExportChoices choices = state.view.exporting;
    ExportOptions options{.columns = chosen_columns(state),
                          .expand_copies = choices.one_row_per_copy,
                          .escape_formulas = choices.escape_formulas};
    state.view.show_export = false;
    state.export_columns.clear();
    if (choices.kind == ExportKind::project) return save(context, choices.kind, std::nullopt);
    switch (choices.scope) {
        case ExportScope::all: return save(context, choices.kind, std::nullopt, std::move(options));
        case ExportScope::listed: return save_listed(context, choices.kind, std::move(options));
        case ExportScope::selected: return save(context, choices.kind, state.selection.docs, std::move(options));
        case ExportScope::labeled:
            return save(context, choices.kind, filtered(state, {FilterChip{.kind = "labeled"}}, {}),
                        std::move(options));
    }
}

}  // namespace labelscape
