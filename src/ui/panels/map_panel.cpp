#include "ui/panels/map_panel.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/actions/computing.hpp"
#include "app/actions/models.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/view.hpp"
#include "app/command.hpp"
#include "render/scatter_renderer.hpp"
#include "ui/panels/map_card.hpp"
#include "ui/panels/map_legend.hpp"
#include "ui/panels/map_overlay.hpp"
#include "ui/panels/map_selection_bar.hpp"
#include "ui/panels/model_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {
namespace {

constexpr double k_button_zoom = 1.6;

/// The job that a map is waiting for, if any.
std::optional<JobView> map_job(const AppState& state) {
    for (JobView& job : state.jobs.snapshot()) {
        if (job.key == "embed" || job.key == "graph" || job.key == "layout") return std::move(job);
    }
    return std::nullopt;
}

/// The panel's rectangle in device pixels, GL's origin at the lower left.
ScatterTarget target_of(const Area& area, float ratio) {
    const auto px = [ratio](float css) { return static_cast<std::int32_t>(std::lround(css * ratio)); };
    const std::int32_t page = px(ImGui::GetIO().DisplaySize.y);
    ScatterTarget target;
    target.x = px(area.min.x);
    target.y = page - px(area.max.y);
    target.width = std::max(1, px(area.max.x) - px(area.min.x));
    target.height = std::max(1, px(area.max.y) - px(area.min.y));
    target.pixel_ratio = ratio;
    return target;
}

}  // namespace

void MapPanel::draw_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    points_.update(args.state);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    begin_panel_ui(ui, "map", "Map", area.min, area.max);
    ImGui::PopStyleVar();
    if (points_.placed() == 0) {
        empty_ui(args);
    } else {
        map_ui(args, area);
    }
    end_panel_ui();
}

void MapPanel::empty_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    if (state.active.none()) {
        const EmptyState empty{.icon = Icon::upload,
                               .title = "Drop a file",
                               .text = "A table with one text a row: CSV, TSV, JSON, JSONL, Parquet or plain text",
                               .action = "Open file…",
                               .action_icon = Icon::folder_open,
                               .shortcut = ui.mac ? "⌘O" : "Ctrl+O"};
        if (empty_state_ui(ui, "map/open", empty)) args.actions.push(action::PickFile{});
    } else if (const auto job = map_job(state)) {
        const std::string title = job->title + "…";
        empty_state_ui(
            ui, "map/computing",
            {.icon = Icon::chart_scatter, .title = title, .text = "The map appears here while it is computed"});
    } else {
        const EmptyState empty{.icon = Icon::chart_scatter,
                               .title = "No map yet",
                               .text = "Places all documents by meaning: what says the same stands together",
                               .action = "Compute map",
                               .action_icon = Icon::sparkles};
        if (empty_state_ui(ui, "map/compute", empty)) args.actions.push(action::ComputeLayout{});
    }
}

void MapPanel::map_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    colors_.update(state, ui.t.theme);
    camera_.update(args, {area.width(), area.height()}, points_.bounds(), points_.dense_bounds(), points_.live());
    gestures_.update_ui(args, area, camera_, points_);
    gestures_.keys(args, camera_);
    points_ui(args, area);
    const bool resting = !points_.live() && !gestures_.dragging();
    if (!points_.live()) topics_.draw_ui(args, area, camera_, overlays_);
    overlays_.clear();
    const auto keep = [this](const Area& box) { overlays_.push_back({box.min.x, box.min.y, box.max.x, box.max.y}); };
    keep(toolbar_ui(args, area));
    keep(map_legend_ui(args, colors_.legend(), {area.max.x - ui.t.gap(2), area.min.y + ui.t.gap(2)},
                       area.height() * 0.55f));
    keep(unplaced_ui(args, area));
    if (points_.selected() < 2) keep(model_ui(args, area));
    if (resting) keep(map_selection_bar_ui(args, points_, area));
    if (resting && gestures_.hovered()) map_card_ui(args, *gestures_.hovered());
    camera_.save(args);
}

void MapPanel::points_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const auto index = [](std::optional<DocId> doc) { return doc ? static_cast<std::int32_t>(*doc) : -1; };
    inputs_.positions = points_.positions();
    inputs_.positions_version = points_.positions_version();
    inputs_.colors = colors_.colors();
    inputs_.palette = colors_.palette();
    inputs_.colors_version = colors_.version();
    inputs_.recolored = colors_.recolored();
    inputs_.flags = points_.flags();
    inputs_.flags_version = points_.flags_version();
    inputs_.camera = camera_.camera();
    inputs_.target = target_of(area, ui.pixel_ratio);
    inputs_.theme = ui.t.theme;
    inputs_.density = args.state.view.show_density;
    inputs_.moving = camera_.moving() || points_.live();
    // A map that is being computed comes with new positions, not with every frame.
    inputs_.frame_ms = camera_.moving() ? static_cast<float>(ui.dt_s * 1000) : 0;
    inputs_.overlay = {};
    inputs_.overlay.lasso = gestures_.lasso();
    inputs_.overlay.box = gestures_.box();
    inputs_.overlay.hovered = index(gestures_.hovered());
    inputs_.overlay.focused = index(args.state.selection.current);
    // The last frame of a motion leaves points out: one more shows all.
    if (camera_.moving()) ui.wish.animate();
    renderer_ = ui.scatter;
    if (!renderer_) return;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddCallback(draw_callback, this);
    list.AddCallback(ImDrawCallback_ResetRenderState, nullptr);
    if (failure_.empty()) return;
    TextStyle style = body(ui);
    style.color = ui.t.danger;
    style.wrap_width = std::max(1.0f, area.width() - ui.t.gap(8));
    ui.text.draw(list, {area.min.x + ui.t.gap(4), (area.min.y + area.max.y) / 2}, failure_, style);
}

void MapPanel::draw_callback(const ImDrawList*, const ImDrawCmd* command) {
    auto& self = *static_cast<MapPanel*>(command->UserCallbackData);
    const Status drawn = self.renderer_->draw(self.inputs_);
    self.failure_ = drawn ? std::string() : drawn.error().message;
}

Area MapPanel::toolbar_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    struct Tool {
        std::string_view name, label, tooltip;
        Icon icon;
    };
    constexpr Tool k_tools[] = {
        {"map/lasso", "Lasso", "Drag around documents to select them; Shift adds, Alt removes", Icon::lasso_select},
        {"map/box", "Box", "Drag a box over documents to select them; Shift adds, Alt removes",
         Icon::square_dashed_mouse_pointer},
        {"map/pan", "Pan", "Drag moves the map; so do the right button, and Space with the left", Icon::move}};
    begin_overlay_ui(ui, "map/tools", {{area.min.x + ui.t.gap(2), area.min.y + ui.t.gap(2)}, {0, 0}});
    for (int i = 0; i < 3; ++i) {
        const Tool& tool = k_tools[i];
        const bool on = gestures_.tool() == static_cast<MapTool>(i);
        const IconButtonOptions options{.tooltip = tool.tooltip, .shortcut = k_tool_keys[i], .toggle = true, .on = on};
        if (icon_button_ui(ui, tool.name, tool.label, tool.icon, options)) gestures_.choose(static_cast<MapTool>(i));
        ImGui::SameLine(0, i < 2 ? 2 : ui.t.gap(3));
    }
    if (icon_button_ui(ui, "map/zoom-in", "Zoom in", Icon::zoom_in, {.shortcut = "+"})) camera_.zoom(k_button_zoom);
    ImGui::SameLine(0, 2);
    if (icon_button_ui(ui, "map/zoom-out", "Zoom out", Icon::zoom_out, {.shortcut = "−"}))
        camera_.zoom(1 / k_button_zoom);
    ImGui::SameLine(0, 2);
    if (icon_button_ui(ui, "map/fit", "Show whole map", Icon::maximize, {.shortcut = "0"}))
        args.actions.push(action::FitMap{});
    ImGui::SameLine(0, ui.t.gap(3));
    const Command& density = *find_command("density");
    const std::string key = shortcut_text(density.shortcut, ui.mac);
    const IconButtonOptions shading{
        .tooltip = density.tooltip, .shortcut = key, .toggle = true, .on = args.state.view.show_density};
    if (icon_button_ui(ui, "map/density", density.title, Icon::layers, shading))
        args.actions.push(density.make(args.state));
    return end_overlay_ui();
}

/// What read the texts, where no selection needs the place.
Area MapPanel::model_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    const Command& command = *find_command("models");
    const bool missing = !args.state.model_use.missing.empty();
    const std::string label = "Read by " + model_in_use(args.state),
                      tooltip = missing ? args.state.model_use.missing : std::string(command.tooltip);
    const std::string key = shortcut_text(command.shortcut, ui.mac);
    ButtonOptions options{.kind = ButtonKind::quiet,
                          .icon = missing ? Icon::triangle_alert : Icon::network,
                          .shortcut = key,
                          .tooltip = tooltip,
                          .small = true};
    options.width = std::min(button_width(ui, label, options), ui.t.gap(64));
    begin_overlay_ui(ui, "map/read-by", {{area.min.x + ui.t.gap(2), area.max.y - ui.t.gap(2)}, {0, 1}});
    if (button_ui(ui, "map/model", label, options)) args.actions.push(action::ToggleModels{});
    return end_overlay_ui();
}

Area MapPanel::unplaced_ui(const PanelArgs& args, const Area& area) {
    const UiContext& ui = args.ui;
    // What has no meaning gets no place, however often the map is computed.
    const auto& rows = args.state.topic_rows;
    const auto none = std::ranges::find(rows, k_no_meaning, &TopicRow::topic);
    const std::uint32_t active = args.state.active.count() - (none == rows.end() ? 0 : none->size);
    if (points_.live() || active <= points_.placed() || map_job(args.state)) return {};
    begin_overlay_ui(ui, "map/unplaced",
                     {{area.min.x + ui.t.gap(2), area.min.y + ui.t.gap(5) + ui.t.control_small + ui.t.gap(2)}, {0, 0}});
    const std::string text = count_text(active - points_.placed()) + " not on the map";
    const ButtonOptions options{.kind = ButtonKind::quiet, .icon = Icon::sparkles,
                                .tooltip = "Computes the map again with all documents", .small = true};
    text_ui(ui, text, caption(ui));
    if (button_ui(ui, "map/recompute", "Compute map", options)) args.actions.push(action::ComputeLayout{});
    return end_overlay_ui();
}

}  // namespace labelscape
