#include "ui/panels/jobs_panel.hpp"

#include "app/actions/computing.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"

namespace labelscape {
namespace {

/// Shorter work comes and goes without a word.
constexpr double k_shown_after_ms = 400;
constexpr float k_panel_width = 360;

}  // namespace

/// At the top of the map, over it.
void JobsPanel::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const double now = args.state.now_ms;
    std::vector<JobView> shown;
    for (JobView& job : args.state.jobs.snapshot()) {
        if (!job.background && now - job.started_ms >= k_shown_after_ms) shown.push_back(std::move(job));
    }
    if (shown.empty()) return;
    const float height = ui.t.gap(2) + static_cast<float>(shown.size()) * ui.t.gap(15);
    const ImVec2 min{area.min.x + (area.width() - k_panel_width) / 2, area.min.y + ui.t.gap(12)};
    begin_panel_ui(ui, "jobs", "Running work", min, {min.x + k_panel_width, min.y + height});
    ImGui::GetWindowDrawList()->AddRect(min, {min.x + k_panel_width, min.y + height}, ui.t.border, ui.t.radius_large);
    ImGui::SetCursorScreenPos({min.x + ui.t.gap(3), min.y + ui.t.gap(2)});
    for (const JobView& job : shown) {
        ImGui::SetCursorScreenPos({min.x + ui.t.gap(3), ImGui::GetCursorScreenPos().y});
        ImGui::BeginChild(job.key.c_str(), {k_panel_width - ui.t.gap(6), ui.t.gap(15)});
        const ProgressRow row{.title = job.title,
                              .stage = job.stage,
                              .unit = job.unit,
                              .done = job.done,
                              .total = job.total,
                              .elapsed_s = (now - job.started_ms) / 1000,
                              .cancelling = job.cancelling};
        if (progress_row_ui(ui, "jobs/" + job.key, row)) args.actions.push(action::CancelJob{job.handle});
        ImGui::EndChild();
    }
    end_panel_ui();
}

}  // namespace labelscape
