#include "app/handlers/handlers.hpp"
#include "app/work/import_work.hpp"

namespace labelscape {

void handle(AppContext& context, const action::SetImportPlan& wanted) {
    if (context.state.import) context.state.import->plan = wanted.plan;
}

void handle(AppContext& context, const action::ConfirmImport&) {
    auto& view = context.state.import;
    if (!view || view->stage != ImportView::Stage::choosing) return;
    if (view->plan.text.empty() && view->plan.vectors.empty()) return context.notify(NoticeKind::warning, "Choose the column that holds the text");
    const ImportPlan plan = view->plan;
    const std::string name = view->file.name;
    // Starting a project closes the dialog; it stays open until the report has been read.
    ImportView kept = std::move(*view);
    kept.stage = ImportView::Stage::importing;
    read_table(context, context.import_token, name, plan, [own_vectors = !plan.vectors.empty()](AppContext& later, Result<ImportReport> report) {
        if (!report) {
            later.state.import.reset();
            return later.notify(report.error());
        }
        // Leaving another project closed the dialog.
        if (!later.state.import) later.state.import.emplace();
        later.state.import->report = std::move(*report);
        later.state.import->stage = ImportView::Stage::report;
        // A map that is there is not thrown away unasked, unless its vectors are.
        if (!*later.state.project.layout || own_vectors) {
            later.later.push(action::ComputeLayout{});
        } else {
            later.later.push(action::Embed{});
        }
    });
    context.state.import = std::move(kept);
}

void handle(AppContext& context, const action::CancelImport&) {
    if (context.state.import && context.state.import->stage == ImportView::Stage::importing) {
        context.ports.files.cancel_read();
    }
    context.state.import.reset();
}

void handle(AppContext& context, const action::CloseImportReport&) { context.state.import.reset(); }

void handle(AppContext& context, const action::SaveImportReport&) {
    if (!context.state.import) return;
    const ImportReport& report = context.state.import->report;
    std::string csv = "row,reason\r\n";
    for (const auto& skipped : report.skipped) {
        std::string reason = skipped.reason;
        for (std::size_t at = 0; (at = reason.find('"', at)) != std::string::npos; at += 2) reason.insert(at, 1, '"');
        csv += std::to_string(skipped.row) + ",\"" + reason + "\"\r\n";
    }
    const auto* bytes = reinterpret_cast<const std::byte*>(csv.data());
    context.ports.files.download("skipped_rows.csv", "text/csv", Bytes(bytes, bytes + csv.size()));
}

}  // namespace labelscape
