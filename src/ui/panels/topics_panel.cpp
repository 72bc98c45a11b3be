#include "ui/panels/topics_panel.hpp"

#include <algorithm>

#include "app/actions/computing.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

bool has_topics(const AppState& state) { return *state.project.topics != nullptr; }

bool finding(const AppState& state) {
    return std::ranges::any_of(state.jobs.snapshot(), [](const JobView& job) { return job.key.starts_with("topic"); });
}

/// Documents that were added after the microtopics were found.
std::uint32_t newer_documents(const AppState& state) {
    std::uint32_t count = 0;
    const auto known = static_cast<DocId>((*state.project.topics)->of_doc.size());
    for (DocId doc = known; doc < state.project.size(); ++doc) count += state.active.test(doc) ? 1 : 0;
    return count;
}

void out_of_date_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const std::uint32_t newer = newer_documents(args.state);
    if (newer == 0) return;
    const std::string text = count_text(newer, "document came later", "documents came later");
    ImGui::Dummy({0, ui.t.control_small});
    ImGui::SameLine(0, 0);
    text_ui(ui, text, caption(ui));
    ui.probe.add({.name = "topics/out-of-date",
                  .role = Role::status,
                  .label = text,
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
    const ButtonOptions options{.tooltip = "Places the new documents on the map and finds the microtopics again",
                                .disabled = args.state.jobs.running("layout") || finding(args.state),
                                .small = true};
    place_right(button_width(ui, "Update", options), ui.t.gap(3));
    if (button_ui(ui, "topics/update", "Update", options)) args.actions.push(action::ComputeLayout{});
}

}  // namespace

void TopicsPanel::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    begin_panel_ui(ui, "topics", "Microtopics", area.min, area.max);
    if (!has_topics(state)) {
        panel_header_ui(ui, "topics/title", "Microtopics", -1, Icon::boxes);
        const bool busy = finding(state);
        const EmptyState empty{.icon = Icon::boxes,
                               .title = busy ? "Finding microtopics…" : "No microtopics yet",
                               .text = "Dense groups of texts that say nearly the same, named by their key terms",
                               .action = busy || state.active.none() ? "" : "Find microtopics",
                               .action_icon = Icon::sparkles};
        if (empty_state_ui(ui, "topics/find", empty)) args.actions.push(action::ComputeTopics{});
        end_panel_ui();
        return;
    }
    panel_header_ui(ui, "topics/title", "Microtopics", (*state.project.topics)->count(), Icon::boxes);
    out_of_date_ui(args);
    granularity_.draw_ui(args);
    table_.draw_ui(args);
    end_panel_ui();
}

}  // namespace labelscape
