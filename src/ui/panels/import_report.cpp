#include "ui/panels/import_report.hpp"

#include <algorithm>
#include <cfloat>

#include "app/actions/labels.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_rows_listed = 200;

/// What is counted, one of it and several.
struct Counted {
    std::string_view one, several;
};

void figure_ui(const UiContext& ui, std::string_view name, std::uint32_t count, const Counted& counted,
               bool always = false) {
    if (count == 0 && !always) return;
    const std::string_view what = count == 1 ? counted.one : counted.several;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const std::string text = count_text(count);
    const float column = ui.t.gap(22);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    ui.text.draw(list, {at.x + column - ui.text.measure(text, strong(ui)).x, at.y}, text, strong(ui));
    ui.text.draw(list, {at.x + column + ui.t.gap(3), at.y}, what, body(ui));
    ImGui::Dummy({0, ui.t.gap(6)});
    ui.probe.add({.name = std::string(name),
                  .role = Role::text,
                  .label = text + " " + std::string(what),
                  .min = at,
                  .max = {at.x + ui.t.gap(90), at.y + ui.t.gap(6)}});
}

void line_ui(const UiContext& ui, const std::string& name, const std::string& text) {
    text_wrapped_ui(ui, text, secondary(ui));
    ui.probe.add({.name = name,
                  .role = Role::text,
                  .label = text,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
}

void notices_ui(const UiContext& ui, const std::vector<std::string>& notices) {
    if (notices.empty()) return;
    section_ui(ui, "About the file");
    for (std::size_t i = 0; i < notices.size(); ++i)
        line_ui(ui, "import/report/notice/" + std::to_string(i), notices[i]);
}

/// Rows of one kind, the first of `count`.
struct RowList {
    std::string_view name;  ///< of the probe
    std::string_view title;
    const std::vector<SkippedRow>& rows;
    std::uint32_t count;
};

void rows_ui(const UiContext& ui, const RowList& list) {
    if (list.rows.empty()) return;
    section_ui(ui, list.title);
    const std::string name = "import/report/" + std::string(list.name) + "-row/";
    const std::size_t listed = std::min(list.rows.size(), k_rows_listed);
    for (std::size_t i = 0; i < listed; ++i) {
        line_ui(ui, name + std::to_string(i), "Row " + count_text(list.rows[i].row) + ": " + list.rows[i].reason);
    }
    if (list.count > listed)
        line_ui(ui, name + "rest", "And " + count_text(list.count - static_cast<std::int64_t>(listed)) + " more");
}

/// The labels of a group that the project still has; the first of the group is the most frequent.
std::vector<LabelId> ids_of(const LabelScheme& scheme, const std::vector<std::string>& names) {
    std::vector<LabelId> ids;
    for (const std::string& name : names) {
        if (const Label* label = scheme.find(name)) ids.push_back(label->id);
    }
    return ids;
}

std::string quoted(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "“" : ", “") + name + "”";
    return text;
}

void alike_labels_ui(const PanelArgs& args, const std::vector<std::vector<std::string>>& groups) {
    if (groups.empty()) return;
    const UiContext& ui = args.ui;
    section_ui(ui, "Labels that look alike");
    const ButtonOptions options{.tooltip = "One step that undo takes back", .small = true};
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const std::vector<LabelId> ids = ids_of(*args.state.project.scheme, groups[i]);
        const std::string name = "import/report/alike/" + std::to_string(i);
        ImGui::Dummy({0, ui.t.control_small});
        ImGui::SameLine(0, 0);
        const float width = button_width(ui, "Make one", options);
        TextStyle style = secondary(ui);
        style.max_width = ImGui::GetContentRegionAvail().x - width - ui.t.gap(3);
        const std::string text = quoted(groups[i]) + (ids.size() < 2 ? " are one now" : "");
        text_ui(ui, text, style);
        ui.probe.add({.name = name,
                      .role = Role::text,
                      .label = text,
                      .min = ImGui::GetItemRectMin(),
                      .max = ImGui::GetItemRectMax()});
        if (ids.size() < 2) continue;
        place_right(width, ui.t.gap(3));
        if (button_ui(ui, name + "/merge", "Make one", options)) args.actions.push(action::MergeLabels{ids});
    }
}

}  // namespace

void import_report_ui(const PanelArgs& args, const ImportReport& report) {
    const UiContext& ui = args.ui;
    figure_ui(ui, "import/report/rows", report.rows, {"row read", "rows read"}, true);
    figure_ui(ui, "import/report/added", report.added, {"document added", "documents added"}, true);
    figure_ui(ui, "import/report/matched", report.matched, {"row matched a document", "rows matched a document"});
    figure_ui(ui, "import/report/duplicates", report.duplicates,
              {"exact duplicate collapsed", "exact duplicates collapsed"});
    figure_ui(
        ui, "import/report/empty", report.empty,
        {"document without text: it gets no place on the map", "documents without text: they get no place on the map"});
    figure_ui(ui, "import/report/clashes", report.clashes,
              {"row with an id that was known with another text", "rows with an id that was known with another text"});
    figure_ui(ui, "import/report/conflicts", report.label_conflicts,
              {"row with other labels than its document has", "rows with other labels than their document has"});
    figure_ui(ui, "import/report/skipped", report.skipped_count, {"row skipped", "rows skipped"});
    notices_ui(ui, report.notices);
    alike_labels_ui(args, report.alike_labels);
    rows_ui(ui, {"clash", "Ids that were known with another text", report.clash_rows, report.clashes});
    rows_ui(ui,
            {"conflict", "Rows with other labels than their document", report.conflict_rows, report.label_conflicts});
    rows_ui(ui, {"skipped", "Rows skipped", report.skipped, report.skipped_count});
}

}  // namespace labelscape
