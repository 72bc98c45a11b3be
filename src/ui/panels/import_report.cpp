#include "ui/panels/import_report.hpp"

#include <algorithm>
#include <cfloat>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_rows_listed = 200;

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

void line_ui(const UiContext& ui, const std::string& name, const std::string& text) {
    text_wrapped_ui(ui, text, secondary(ui));
    ui.probe.add({.name = name, .role = Role::text, .label = text, .min = ImGui::GetItemRectMin(), .max = ImGui::GetItemRectMax()});
}

void notices_ui(const UiContext& ui, const std::vector<std::string>& notices) {
    if (notices.empty()) return;
    section_ui(ui, "About the file");
    for (std::size_t i = 0; i < notices.size(); ++i) line_ui(ui, "import/report/notice/" + std::to_string(i), notices[i]);
}

void skipped_ui(const UiContext& ui, const ImportReport& report) {
    if (report.skipped.empty()) return;
    section_ui(ui, "Rows skipped");
    const std::size_t listed = std::min(report.skipped.size(), k_rows_listed);
    for (std::size_t i = 0; i < listed; ++i) {
        const SkippedRow& skipped = report.skipped[i];
        line_ui(ui, "import/report/skipped/" + std::to_string(i), "Row " + count_text(skipped.row) + ": " + skipped.reason);
    }
    const std::size_t rest = report.skipped_count - std::min<std::size_t>(listed, report.skipped_count);
    if (rest > 0) line_ui(ui, "import/report/skipped/rest", "And " + count_text(static_cast<std::int64_t>(rest)) + " more");
}

}  // namespace

void import_report_ui(const PanelArgs& args, const ImportReport& report) {
    const UiContext& ui = args.ui;
    figure_ui(ui, "import/report/rows", report.rows, "rows read", true);
    figure_ui(ui, "import/report/added", report.added, "documents added", true);
    figure_ui(ui, "import/report/matched", report.matched, "rows matched a document");
    figure_ui(ui, "import/report/duplicates", report.duplicates, "exact duplicates collapsed");
    figure_ui(ui, "import/report/empty", report.empty, "documents without text: they get no place on the map");
    figure_ui(ui, "import/report/conflicts", report.label_conflicts, "rows with other labels than their document has");
    figure_ui(ui, "import/report/skipped", report.skipped_count, "rows skipped");
    notices_ui(ui, report.notices);
    skipped_ui(ui, report);
}

}  // namespace labelscape
