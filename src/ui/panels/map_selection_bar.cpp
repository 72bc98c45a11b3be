#include "ui/panels/map_selection_bar.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <string>

#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "ui/panels/map_overlay.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_chips = 9;

/// Puts things side by side, on a new line where the next one would go past `width`.
class Flow {
public:
    Flow(const UiContext& ui, float width) : ui_(ui), width_(width) {}

    /// The next thing begins a line.
    void new_line() { used_ = 0; }
    void next(float item) {
        const float gap = ui_.t.gap(1.5f);
        if (used_ > 0 && used_ + gap + item <= width_) {
            ImGui::SameLine(0, gap);
            used_ += gap + item;
        } else {
            used_ = item;
        }
    }

private:
    const UiContext& ui_;
    float width_;
    float used_ = 0;
};

bool button(const UiContext& ui, Flow& flow, std::string_view name, std::string_view label, ButtonOptions options) {
    options.small = true;
    options.kind = ButtonKind::quiet;
    flow.next(button_width(ui, label, options));
    return button_ui(ui, name, label, options);
}

void chips_ui(const PanelArgs& args, Flow& flow) {
    const LabelScheme& scheme = *args.state.project.scheme;
    const auto& labels = scheme.labels();
    for (std::size_t i = 0; i < std::min(labels.size(), k_chips); ++i) {
        const Label& label = labels[i];
        const std::string tip = "Label the selected documents as " + label.name;
        const LabelChip chip{.text = label.name, .color = label.color, .look = ChipLook::outlined, .key = label.key,
                             .tooltip = tip, .max_width = 104 * args.ui.t.scale};
        flow.next(label_chip_width(args.ui, chip));
        const std::string name = "map/selection/label/" + (label.key.empty() ? label.name : label.key);
        if (label_chip_ui(args.ui, name, chip).pressed) args.actions.push(action::AssignKey{static_cast<int>(i)});
    }
}

}  // namespace

Area map_selection_bar_ui(const PanelArgs& args, const MapPoints& points, const Area& area) {
    // A single document is shown below the map, with the same choices.
    if (points.selected() < 2) return {};
    const UiContext& ui = args.ui;
    const float width = std::min(area.width() - ui.t.gap(14), 760 * ui.t.scale);
    begin_overlay_ui(ui, "map/selection", {{(area.min.x + area.max.x) / 2, area.max.y - ui.t.gap(3)}, {0.5f, 1}});
    Flow flow(ui, width);
    Bitset labeled = args.state.project.annotations->labeled();
    labeled &= args.state.selection.docs;
    const std::string text = count_text(points.selected()) + " selected" +
                             (labeled.none() ? "" : ", " + count_text(labeled.count()) + " of them labeled");
    const float text_w = text_width(ui, text, strong(ui)) + ui.t.gap(3);
    flow.next(text_w);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_line(ui, *ImGui::GetWindowDrawList(), {at.x + ui.t.gap(1.5f), at.y}, ui.t.control_small, text, strong(ui));
    ImGui::Dummy({text_w, ui.t.control_small});
    ui.probe.add({.name = "map/selection/count", .role = Role::status, .label = text, .min = at,
                  .max = {at.x + text_w, at.y + ui.t.control_small}});
    const std::string accept = "Accept suggestions (" + count_text(points.acceptable()) + ")";
    if (points.acceptable() > 0 &&
        button(
            ui, flow, "map/selection/accept", accept,
            {.icon = Icon::check, .shortcut = "Enter", .tooltip = "Each takes the label that is suggested for it"})) {
        args.actions.push(action::AcceptSuggestions{{Target::Kind::selection, {}}});
    }
    if (button(ui, flow, "map/selection/exclude", "Exclude",
               {.icon = Icon::ban, .shortcut = "X", .tooltip = "Keeps them out of map, topics and counts"})) {
        args.actions.push(action::Exclude{{Target::Kind::selection, {}}, true});
    }
    if (button(ui, flow, "map/selection/clear", "Clear",
               {.icon = Icon::x, .shortcut = "Esc", .tooltip = "Selects nothing"})) {
        args.actions.push(action::ClearSelection{});
    }
    flow.new_line();
    chips_ui(args, flow);
    return end_overlay_ui();
}

}  // namespace labelscape
