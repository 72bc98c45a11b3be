#include "app/actions/exports.hpp"

#include <algorithm>

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"
#include "app/filtering.hpp"
#include "app/formats/export_formats.hpp"
#include "app/work/scan_work.hpp"

namespace labelscape {
namespace {

void save(AppContext& context, const ExportFormat& format, std::optional<Bitset> docs, ExportOptions options = {}) {
    const std::string name = context.state.project.name + std::string(format.extension);
    const auto download = [name, &format](AppContext& later, Bytes bytes, const Done<>& done) {
        later.ports.files.download(name, format.mime, std::move(bytes));
        later.notify(NoticeKind::success, "Saved " + name);
        done(later, {});
    };
    export_project(context, format, std::move(docs), context.noticed().after<Bytes>(download), std::move(options));
}

/// Not what is listed: while texts are searched that is the answer to an earlier filter.
void save_listed(AppContext& context, const ExportFormat& format, ExportOptions options) {
    const Filter filter = context.state.view.filter;
    const std::string search = searched_words(context.state.view);
    find_texts(context, filter, search, "export-search",
               context.noticed().after(
                   [filter, search, &format, options = std::move(options)](AppContext& later, const Done<>& done) {
                       save(later, format, filtered(later.state, filter, search), options);
                       done(later, {});
                   }));
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
    const ExportFormat& format = export_format(wanted.format);
    wanted.filtered ? save_listed(context, format, {}) : save(context, format, std::nullopt);
}

void handle(AppContext& context, const action::ToggleExport&) {
    AppState& state = context.state;
    const bool open = state.project_open && state.view.open.toggle(view_id::k_export);
    state.export_columns = open ? export_columns(state.project) : std::vector<std::string>();
}

void handle(AppContext& context, const action::SetExportChoices& wanted) {
    context.state.view.exporting = wanted.choices;
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::ConfirmExport&) {
    AppState& state = context.state;
    if (!state.view.open.has(view_id::k_export)) return;
    const ExportChoices choices = state.view.exporting;
    ExportOptions options{.columns = chosen_columns(state),
                          .expand_copies = choices.one_row_per_copy,
                          .escape_formulas = choices.escape_formulas};
    state.view.open.set(view_id::k_export, false);
    state.export_columns.clear();
    const ExportFormat& format = export_format(choices.format);
    if (!format.is_table()) return save(context, format, std::nullopt);
    switch (choices.scope) {
        case ExportScope::all: return save(context, format, std::nullopt, std::move(options));
        case ExportScope::listed: return save_listed(context, format, std::move(options));
        case ExportScope::selected: return save(context, format, state.selection.docs, std::move(options));
        case ExportScope::labeled:
            return save(context, format, filtered(state, {FilterChip{.kind = "labeled"}}, {}),
                        std::move(options));
    }
}

std::vector<Command> export_commands() {
    using namespace action;
    std::vector<Command> rows = {
        {"export", "Export…", "Chooses format, documents and columns", "Export", {"e", true}, has_documents,
         simple<ToggleExport>},
    };
    for (const ExportFormat& format : export_formats()) {
        if (!format.is_table()) continue;
        rows.push_back({format.command, format.command_title, format.hint, "Export", {}, has_documents,
                        [id = format.id](const AppState&) -> Action { return Export{std::string(id), false}; }});
    }
    rows.push_back({"save-project",
                    "Save project file",
                    "Everything in one file: texts, labels, history, vectors, map",
                    "Export",
                    {"s", true},
                    in_project,
                    [](const AppState&) -> Action {
                        return Export{"project", false};
                    }});
    return rows;
}

}  // namespace labelscape
