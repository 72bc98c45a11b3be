#include "ui/panels/import_dialog.hpp"

#include <algorithm>
#include <cfloat>

#include "app/actions/computing.hpp"
#include "app/actions/imports.hpp"
#include "ui/panels/import_preview_table.hpp"
#include "ui/panels/import_report.hpp"
#include "ui/panels/import_roles.hpp"
#include "ui/panels/import_target.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/progress.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_preview_rows = 6;

/// Content that scrolls where the page is too low, so that the buttons stay in sight.
void begin_body_ui(const UiContext& ui) {
    const float room =
        ImGui::GetMainViewport()->Size.y - 2 * ui.t.gap(8) - dialog_footer_height(ui) - ImGui::GetCursorPosY();
    ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, std::max(4 * ui.t.row, room)});
    ImGui::BeginChild("body", {0, 0}, ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_NavFlattened);
}

void reasons_ui(const UiContext& ui, const std::vector<std::string>& reasons) {
    for (const auto& reason : reasons) text_wrapped_ui(ui, reason, caption(ui));
}

}  // namespace

void ImportDialog::choosing_ui(const PanelArgs& args, const ImportView& view) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    ImportPlan plan = view.plan;
    begin_body_ui(ui);
    reading_.draw_ui(args, view);
    ImGui::Dummy({0, t.gap(1)});
    bool changed = import_roles_ui(ui, view, plan);
    import_preview_ui(ui, view.file, plan, k_preview_rows);
    ImGui::Dummy({0, t.gap(1)});
    changed |= import_target_ui(args, view, plan);
    ImGui::Dummy({0, t.gap(1)});
    reasons_ui(ui, view.file.reasons);
    reasons_ui(ui, view.plan_reasons);
    ImGui::EndChild();
    if (changed) args.actions.push(action::SetImportPlan{plan});

    const std::string_view why_not = why_no_import(args.state, plan);
    const bool ready = why_not.empty() && view.opening_since_ms == 0;
    const FooterButton buttons[] = {
        {"import/confirm",
         "Import",
         {.kind = ButtonKind::primary, .shortcut = "Enter", .tooltip = why_not, .disabled = !ready}},
        {"import/cancel", "Cancel", {.shortcut = "Esc"}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    if (pressed == 0 || (ready && enter_pressed())) args.actions.push(action::ConfirmImport{});
    if (pressed == 1) args.actions.push(action::CancelImport{});
}

void ImportDialog::importing_ui(const PanelArgs& args) {
    for (const JobView& job : args.state.jobs.snapshot()) {
        if (job.key != "import") continue;
        const ProgressRow row{.title = job.title,
                              .stage = job.stage,
                              .unit = job.unit,
                              .done = job.done,
                              .total = job.total,
                              .elapsed_s = (args.state.now_ms - job.started_ms) / 1000,
                              .cancelling = job.cancelling};
        if (progress_row_ui(args.ui, "import/progress", row)) args.actions.push(action::CancelJob{job.handle});
    }
}

void ImportDialog::reported_ui(const PanelArgs& args, const ImportView& view) {
    const UiContext& ui = args.ui;
    begin_body_ui(ui);
    import_report_ui(args, view.report);
    ImGui::EndChild();
    const FooterButton buttons[] = {{"import/done", "To the map", {.kind = ButtonKind::primary, .shortcut = "Enter"}},
                                    {"import/save-report", "Save the report", {.icon = Icon::download}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    if (pressed == 0 || enter_pressed()) args.actions.push(action::CloseImportReport{});
    if (pressed == 1) args.actions.push(action::SaveImportReport{});
}

void ImportDialog::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const ImportView& view = *args.state.import;
    const bool wide = view.stage == ImportView::Stage::choosing;
    const bool reported = view.stage == ImportView::Stage::report;
    const std::string heading = (reported ? "Imported " : "Import ") + view.file.name;
    const DialogResult dialog =
        begin_dialog_ui(ui, "import", heading, {.width = wide ? 980.0f : 560.0f, .icon = Icon::file_spreadsheet});
    switch (view.stage) {
        case ImportView::Stage::reading_preview:
            spinner_ui(ui);
            ImGui::SameLine(0, ui.t.gap(2));
            text_ui(ui, "Looking into the file…", secondary(ui));
            break;
        case ImportView::Stage::choosing: choosing_ui(args, view); break;
        case ImportView::Stage::importing: importing_ui(args); break;
        case ImportView::Stage::report: reported_ui(args, view); break;
    }
    end_dialog_ui(ui);
    if (!dialog.close_asked) return;
    if (reported) {
        args.actions.push(action::CloseImportReport{});
    } else {
        args.actions.push(action::CancelImport{});
    }
}

}  // namespace labelscape
