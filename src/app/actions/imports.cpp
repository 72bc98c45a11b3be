#include "app/actions/imports.hpp"

#include "app/actions/computing.hpp"
#include "app/actions/projects.hpp"
#include "app/app_context.hpp"
#include "app/label_defaults.hpp"
#include "app/work/import_preview.hpp"
#include "app/work/import_work.hpp"
#include "app/work/leave_work.hpp"

namespace labelscape {
namespace {

bool is_choosing(const AppContext& context) {
    return context.state.import && context.state.import->stage == ImportView::Stage::choosing;
}

/// An import that failed leaves no empty project behind; the one that was open before is opened again.
void drop_new_project(AppContext& context, const std::string& before) {
    const std::string id = context.state.project.id;
    close_project(context);
    context.ports.storage.remove(id, [&context](const Status&) { refresh_project_list(context); });
    if (!before.empty()) context.later.push(action::OpenProject{before});
}

/// A map that is there is not thrown away unasked, unless its vectors are.
void take_report(AppContext& context, ImportReport report, const ImportView& asked) {
    // Cancelled when the rows were there already: they are, and undo takes them out.
    ImportView& view = context.state.import ? *context.state.import : context.state.import.emplace(asked);
    view.report = std::move(report);
    view.stage = ImportView::Stage::report;
    if (!*context.state.project.layout || !asked.plan.vectors.empty()) {
        context.later.push(action::ComputeLayout{});
    } else {
        context.later.push(action::Embed{});
    }
}

void append_line(std::string& csv, std::string_view kind, std::string_view row, std::string text) {
    for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, 1, '"');
    csv += std::string(kind) + "," + std::string(row) + ",\"" + text + "\"\r\n";
}

/// All that the report says, as CSV: kind, row, text.
std::string report_table(const ImportReport& report) {
    std::string csv = "kind,row,text\r\n";
    for (const std::string& notice : report.notices) append_line(csv, "notice", "", notice);
    for (const auto& names : report.alike_labels) {
        std::string text;
        for (const std::string& name : names) text += (text.empty() ? "" : " | ") + name;
        append_line(csv, "labels alike", "", text);
    }
    const auto append = [&](std::string_view kind, const std::vector<SkippedRow>& rows) {
        for (const SkippedRow& row : rows) append_line(csv, kind, std::to_string(row.row), row.reason);
    };
    append("known id", report.clash_rows);
    append("label conflict", report.conflict_rows);
    append("skipped", report.skipped);
    return csv;
}

}  // namespace

void handle(AppContext& context, const action::SetImportPlan& wanted) {
    if (is_choosing(context)) set_import_plan(*context.state.import, wanted.plan);
}

void handle(AppContext& context, const action::SetReadOptions& wanted) {
    if (!is_choosing(context) || context.state.import->options == wanted.options) return;
    context.state.import->options = wanted.options;
    reopen_import(context);
}

void handle(AppContext& context, const action::SetImportName& wanted) {
    if (is_choosing(context)) context.state.import->project_name = wanted.name;
}

void handle(AppContext& context, const action::ConfirmImport&) {
    auto& view = context.state.import;
    // The columns may be others when the file has been looked into again.
    if (!is_choosing(context) || view->opening_since_ms > 0) return;
    if (view->plan.text.empty() && view->plan.vectors.empty())
        return context.notify(NoticeKind::warning, "Choose the column that holds the text");
    const std::string before = context.state.project_open ? context.state.project.id : std::string();
    view->stage = ImportView::Stage::importing;
    // Vectors alone belong to what is there.
    ImportPlan plan = view->plan;
    if (plan.text.empty()) plan.target = ImportTarget::add;
    const TableSource source{context.import_token, view->file.name, view->options, trimmed(view->project_name)};
    const Done<ImportReport> done(context.dropped,
                                  [before, kept = *view](AppContext& later, Result<ImportReport> report) {
                                      if (report) return take_report(later, std::move(*report), kept);
                                      auto& shown = later.state.import;
                                      if (shown && shown->stage == ImportView::Stage::importing) shown.reset();
                                      later.notify(report.error());
                                      const std::string& now = later.state.project.id;
        const bool begun = later.state.project_open && now != before && now == later.import_into;
                                      if (begun && later.state.project.size() == 0) drop_new_project(later, before);
                                  });
    read_table(context, source, plan, done);
}

void handle(AppContext& context, const action::CancelImport&) {
    if (context.state.import && context.state.import->stage == ImportView::Stage::importing) {
        context.ports.files.cancel_read();
    }
    context.state.import.reset();
}

void handle(AppContext& context, const action::CloseImportReport&) {
    context.state.import.reset();
}

void handle(AppContext& context, const action::SaveImportReport&) {
    if (!context.state.import) return;
    const std::string csv = report_table(context.state.import->report);
    const auto* bytes = reinterpret_cast<const std::byte*>(csv.data());
    context.ports.files.download("import_report.csv", "text/csv", Bytes(bytes, bytes + csv.size()));
}

}  // namespace labelscape
