#include "ui/panels/import_dialog.hpp"

#include <algorithm>
#include <cfloat>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/check_box.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_preview_rows = 8;
constexpr float k_cell_width = 190;

struct Separator {
    const char* value;
    const char* title;
};
constexpr Separator k_separators[] = {{"", "One label a cell"}, {";", "Several, by ;"}, {"|", "Several, by |"},
                                      {"#", "Several, by #"}, {",", "Several, by ,"}, {"[]", "Several, as a JSON array"}};

/// One role of the plan: which of these columns plays it. True when the choice changed.
bool role_ui(const UiContext& ui, const std::vector<std::string>& columns, std::string_view name, std::string_view label,
             std::string_view none, std::string_view explanation, std::string& column) {
    text_ui(ui, label, caption(ui));
    tooltip_ui(ui, explanation);
    int selected = static_cast<int>(std::ranges::find(columns, column) - columns.begin());
    if (selected == static_cast<int>(columns.size())) selected = -1;
    const bool changed = select_ui(ui, name, label, columns, selected, {.width = -1, .none = none});
    if (changed) column = selected < 0 ? std::string() : columns[static_cast<std::size_t>(selected)];
    return changed;
}

std::vector<std::string> vector_columns(const OpenedFile& file) {
    std::vector<std::string> columns;
    for (std::size_t i = 0; i < file.columns.size(); ++i) {
        if (file.types[i] == ColumnType::vector) columns.push_back(file.columns[i]);
    }
    return columns;
}

/// Vectors without texts belong to the documents of the open project.
bool can_import(const AppState& state, const ImportPlan& plan) {
    return !plan.text.empty() || (!plan.vectors.empty() && state.project_open);
}

bool separator_choice_ui(const UiContext& ui, std::string& separator) {
    std::vector<std::string> titles;
    int selected = 0;
    for (std::size_t i = 0; i < std::size(k_separators); ++i) {
        titles.emplace_back(k_separators[i].title);
        if (separator == k_separators[i].value) selected = static_cast<int>(i);
    }
    text_ui(ui, "Labels in a cell", caption(ui));
    if (!select_ui(ui, "import/separator", "Labels in a cell", titles, selected, {.width = -1})) return false;
    separator = k_separators[selected].value;
    return true;
}

/// Enter, when the keyboard is on no control that would take it.
bool enter_pressed() {
    return ImGui::IsKeyPressed(ImGuiKey_Enter, false) && !(ImGui::IsAnyItemFocused() && ImGui::GetIO().NavVisible) && !ImGui::GetIO().WantTextInput;
}

std::string_view role_of(const ImportPlan& plan, const std::string& column) {
    if (column == plan.text) return "text";
    if (column == plan.label) return "label";
    if (column == plan.id) return "id";
    if (column == plan.split) return "split";
    if (column == plan.vectors) return "vectors";
    return "";
}

void preview_ui(const UiContext& ui, const OpenedFile& file, const ImportPlan& plan, float height) {
    const Tokens& t = ui.t;
    ImGui::PushStyleColor(ImGuiCol_ChildBg, t.bg_input);
    ImGui::BeginChild("preview", {0, height}, ImGuiChildFlags_Borders, ImGuiWindowFlags_HorizontalScrollbar);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::size_t rows = std::min(file.preview.size(), k_preview_rows);
    float x = origin.x;
    for (std::size_t column = 0; column < file.columns.size(); ++column) {
        const std::string_view role = role_of(plan, file.columns[column]);
        const float width = role == "text" ? k_cell_width * 2.2f : k_cell_width;
        TextStyle head = caption(ui);
        head.max_width = width - t.gap(14);
        head.color = role.empty() ? t.text_secondary : t.accent_text;
        ui.text.draw(list, {x + t.gap(2), origin.y + t.gap(1)}, role.empty() ? file.columns[column] : file.columns[column] + " · " + std::string(role), head);
        for (std::size_t row = 0; row < rows; ++row) {
            if (column >= file.preview[row].size()) continue;
            TextStyle style = body(ui);
            style.max_width = width - t.gap(4);
            if (role.empty()) style.color = t.text_secondary;
            ui.text.draw(list, {x + t.gap(2), origin.y + t.row * static_cast<float>(row + 1)}, file.preview[row][column], style);
        }
        x += width;
    }
    ImGui::Dummy({x - origin.x, t.row * static_cast<float>(rows + 1)});
    ImGui::EndChild();
    ImGui::PopStyleColor();
}

void reasons_ui(const UiContext& ui, const std::vector<std::string>& reasons) {
    for (const auto& reason : reasons) text_wrapped_ui(ui, reason, caption(ui));
}

void figure_ui(const UiContext& ui, std::string_view name, std::uint32_t count, std::string_view what, bool always = false) {
    if (count == 0 && !always) return;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string text = count_text(count);
    const float column = ui.t.gap(22);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui.text.draw(list, {at.x + column - ui.text.measure(text, strong(ui)).x, at.y}, text, strong(ui));
    ui.text.draw(list, {at.x + column + ui.t.gap(3), at.y}, what, body(ui));
    ImGui::Dummy({0, ui.t.gap(6)});
    ui.probe.add({.name = std::string(name), .role = Role::text, .label = text + " " + std::string(what), .min = at,
                  .max = {at.x + ui.t.gap(90), at.y + ui.t.gap(6)}});
}

}  // namespace

void ImportDialog::choosing_ui(const PanelArgs& args, const ImportView& view) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    ImportPlan plan = view.plan;
    const std::string encoding = view.file.encoding.empty() ? std::string() : view.file.encoding + " · ";
    const std::string facts = view.file.format + " · " + encoding + bytes_text(view.file.bytes) + " · " +
                              count_text(static_cast<std::int64_t>(view.file.columns.size()), "column", "columns");
    text_ui(ui, facts, secondary(ui));
    ImGui::Dummy({0, t.gap(2)});

    const float gap = t.gap(4), width = (ImGui::GetContentRegionAvail().x - 3 * gap) / 4;
    bool changed = false;
    const auto column_ui = [&](auto content) {
        ImGui::BeginChild(ImGui::GetID(content.first), {width, t.gap(15)});
        changed |= content.second();
        ImGui::EndChild();
    };
    column_ui(std::pair("text", [&] { return role_ui(ui, view.file.columns, "import/text", "Text", "Choose…", "What is read, embedded and labeled", plan.text); }));
    ImGui::SameLine(0, gap);
    column_ui(std::pair("label", [&] { return role_ui(ui, view.file.columns, "import/label", "Label", "No labels yet", "Labels that the file already has", plan.label); }));
    ImGui::SameLine(0, gap);
    column_ui(std::pair("id", [&] { return role_ui(ui, view.file.columns, "import/id", "Id", "Row numbers", "Names a document; rows with a known id are matched instead of added", plan.id); }));
    ImGui::SameLine(0, gap);
    column_ui(std::pair("split", [&] { return role_ui(ui, view.file.columns, "import/split", "Split", "None", "Train, test and the like", plan.split); }));
    if (const auto columns = vector_columns(view.file); !columns.empty()) {
        column_ui(std::pair("vectors", [&] { return role_ui(ui, columns, "import/vectors", "Vectors", "From the model", "Vectors of your own, used instead of a model's", plan.vectors); }));
        ImGui::SameLine(0, gap);
    }
    if (!plan.label.empty()) {
        ImGui::BeginChild("separator", {width, t.gap(15)});
        changed |= separator_choice_ui(ui, plan.label_separator);
        ImGui::EndChild();
        ImGui::SameLine(0, gap);
    }
    bool collapse = plan.duplicates == DuplicatePolicy::collapse;
    if (plan.text.empty() && !plan.vectors.empty()) {
        ImGui::Dummy({0, t.gap(15)});
    } else if (check_box_ui(ui, "import/collapse", "Collapse exact duplicates into one document", collapse,
                     "Rows with the same text become one document that counts them")) {
        plan.duplicates = collapse ? DuplicatePolicy::collapse : DuplicatePolicy::keep;
        changed = true;
    }
    preview_ui(ui, view.file, plan, t.row * static_cast<float>(k_preview_rows + 2));
    ImGui::Dummy({0, t.gap(1)});
    // The buttons stay in sight on a low page.
    const float room = ImGui::GetMainViewport()->Size.y - 2 * t.gap(10) - dialog_footer_height(ui) - ImGui::GetCursorPosY();
    ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, std::max(2 * t.row, room)});
    ImGui::BeginChild("reasons", {0, 0}, ImGuiChildFlags_AutoResizeY);
    reasons_ui(ui, view.file.reasons);
    reasons_ui(ui, view.plan_reasons);
    if (plan.text.empty() && !plan.vectors.empty() && !args.state.project_open) {
        text_wrapped_ui(ui, "These are vectors without texts: open the project of their texts, then drop this file there", body(ui));
    }
    ImGui::EndChild();
    if (changed) args.actions.push(action::SetImportPlan{plan});

    const FooterButton buttons[] = {
        {"import/confirm", "Import", {.kind = ButtonKind::primary, .shortcut = "Enter", .disabled = !can_import(args.state, plan)}},
        {"import/cancel", "Cancel", {.shortcut = "Esc"}}};
    const int pressed = dialog_footer_ui(ui, buttons);
    if (pressed == 0 || (enter_pressed() && can_import(args.state, plan))) args.actions.push(action::ConfirmImport{});
    if (pressed == 1) args.actions.push(action::CancelImport{});
}

void ImportDialog::report_ui(const PanelArgs& args, const ImportView& view) {
    const UiContext& ui = args.ui;
    const ImportReport& report = view.report;
    figure_ui(ui, "import/report/rows", report.rows, "rows read", true);
    figure_ui(ui, "import/report/added", report.added, "documents added", true);
    figure_ui(ui, "import/report/matched", report.matched, "rows matched a document");
    figure_ui(ui, "import/report/duplicates", report.duplicates, "exact duplicates collapsed");
    figure_ui(ui, "import/report/empty", report.empty, "documents without text: they get no place on the map");
    figure_ui(ui, "import/report/conflicts", report.label_conflicts, "rows with other labels than their document has");
    figure_ui(ui, "import/report/skipped", report.skipped_count, "rows skipped");
    if (!report.skipped.empty()) {
        ImGui::Dummy({0, ui.t.gap(2)});
        begin_scroll_ui(ui, "import/report/list", ui.t.gap(30));
        for (std::size_t i = 0; i < std::min<std::size_t>(report.skipped.size(), 200); ++i) {
            text_wrapped_ui(ui, "Row " + count_text(report.skipped[i].row) + ": " + report.skipped[i].reason, caption(ui));
        }
        end_scroll_ui();
    }
    reasons_ui(ui, report.notices);
    const FooterButton buttons[] = {
        {"import/done", "To the map", {.kind = ButtonKind::primary, .shortcut = "Enter"}},
        {"import/save-report", "Save the skipped rows", {.icon = Icon::download}}};
    const int pressed = dialog_footer_ui(ui, std::span(buttons).first(report.skipped.empty() ? 1 : 2));
    if (pressed == 0 || enter_pressed()) args.actions.push(action::CloseImportReport{});
    if (pressed == 1) args.actions.push(action::SaveImportReport{});
}

void ImportDialog::draw_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const ImportView& view = *args.state.import;
    const bool wide = view.stage == ImportView::Stage::choosing;
    const std::string heading = (view.stage == ImportView::Stage::report ? "Imported " : "Import ") + view.file.name;
    const DialogResult dialog = begin_dialog_ui(ui, "import", heading, {.width = wide ? 980.0f : 520.0f, .icon = Icon::file_spreadsheet});
    switch (view.stage) {
        case ImportView::Stage::reading_preview:
            spinner_ui(ui);
            ImGui::SameLine(0, ui.t.gap(2));
            text_ui(ui, "Looking into the file…", secondary(ui));
            break;
        case ImportView::Stage::choosing: choosing_ui(args, view); break;
        case ImportView::Stage::importing:
            for (const JobView& job : args.state.jobs.snapshot()) {
                if (job.key != "import") continue;
                const ProgressRow row{.title = job.title, .stage = job.stage, .unit = job.unit, .done = job.done, .total = job.total,
                                      .elapsed_s = (args.state.now_ms - job.started_ms) / 1000, .cancelling = job.cancelling};
                if (progress_row_ui(ui, "import/progress", row)) args.actions.push(action::CancelJob{job.handle});
            }
            break;
        case ImportView::Stage::report: report_ui(args, view); break;
    }
    end_dialog_ui(ui);
    if (!dialog.close_asked) return;
    if (view.stage == ImportView::Stage::report) {
        args.actions.push(action::CloseImportReport{});
    } else {
        args.actions.push(action::CancelImport{});
    }
}

}  // namespace labelscape
