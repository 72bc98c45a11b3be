#include "ui/panels/map_gestures.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/actions/selecting.hpp"
#include "app/command.hpp"
#include "render/point_style.hpp"
#include "ui/widgets/popup.hpp"

namespace labelscape {
namespace {

/// A press that moves less is a click.
constexpr float k_click_px = 4;
/// Corners of a lasso stand at least so far apart.
constexpr float k_lasso_step_px = 3;
/// How far from a point the pointer may be.
constexpr float k_reach_px = 8;
constexpr double k_wheel_zoom = 0.22;      ///< natural logarithm of the factor for one notch
constexpr double k_key_zoom = 1.5;
constexpr double k_double_click_zoom = 2;

SelectMode mode_of(const ImGuiIO& io) {
    return io.KeyAlt ? SelectMode::remove : io.KeyShift ? SelectMode::add : SelectMode::replace;
}

bool is_label_key(const AppState& state, std::string_view key) {
    const char lower = static_cast<char>(key[0] - 'A' + 'a');
    return std::ranges::any_of(state.project.scheme->labels(), [&](const Label& label) {
        return label.key.size() == 1 && (label.key[0] == key[0] || label.key[0] == lower);
    });
}

bool typed(char character) {
    return std::ranges::any_of(ImGui::GetIO().InputQueueCharacters,
                               [&](ImWchar c) { return c == static_cast<ImWchar>(character); });
}

}  // namespace

std::span<const Vec2> MapGestures::lasso() const {
    return dragging_ == Drag::lasso ? std::span<const Vec2>(lasso_) : std::span<const Vec2>{};
}

std::optional<DataBounds> MapGestures::box() const {
    if (dragging_ != Drag::box) return std::nullopt;
    const auto [left, right] = std::minmax(box_from_.x, box_to_.x);
    const auto [bottom, top] = std::minmax(box_from_.y, box_to_.y);
    return DataBounds{left, bottom, right, top};
}

void MapGestures::update_ui(const PanelArgs& args, const Area& area, MapCamera& camera, MapPoints& points) {
    const ImGuiIO& io = ImGui::GetIO();
    const ImGuiButtonFlags flags = ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight |
                                   ImGuiButtonFlags_MouseButtonMiddle | ImGuiButtonFlags_AllowOverlap;
    const Item item = press_item_at(args.ui, "map/points", ImRect(area.min, area.max), false, flags);
    const ImVec2 local{io.MousePos.x - area.min.x, io.MousePos.y - area.min.y};
    const bool by_pointer = item.held && ImGui::GetCurrentContext()->ActiveIdSource == ImGuiInputSource_Mouse;
    hovered_.reset();
    const bool begins = by_pointer && ImGui::IsItemActivated();
    if (item.hovered && dragging_ == Drag::none && (begins || !camera.moving())) {
        const auto count = static_cast<std::int64_t>(points.placed());
        const float radius = std::max(k_reach_px, point_radius_px({}, count, camera.zoom_level()) + 2);
        hovered_ =
            points.nearest(args.state, camera.data_at(local), radius / static_cast<float>(camera.camera().px_per_unit));
    }
    if (begins) begin(local);
    if (dragging_ != Drag::none) {
        cancel_by_key();
        if (dragging_ != Drag::none) by_pointer ? move(local, camera) : finish(args, camera, points);
    }
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) && io.MouseWheel != 0) {
        camera.zoom({local.x, local.y}, std::exp(static_cast<double>(io.MouseWheel) * k_wheel_zoom));
    }
    if (item.hovered && hovered_) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    if (dragging_ == Drag::pan) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeAll);
    args.ui.probe.add({.name = "map/points",
                       .role = Role::img,
                       .label = "Map of " + std::to_string(points.placed()) + " documents",
                       .min = area.min,
                       .max = area.max,
                       .id = item.id,
                       .description = "Drag draws a lasso or box, right drag pans, the wheel zooms"});
}

void MapGestures::begin(ImVec2 local) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool pans =
        g.ActiveIdMouseButton != ImGuiMouseButton_Left || ImGui::IsKeyDown(ImGuiKey_Space) || tool_ == MapTool::pan;
    wanted_ = pans ? Drag::pan : tool_ == MapTool::box ? Drag::box : Drag::lasso;
    // The right and the middle button only pan; the left one may also click.
    dragging_ = g.ActiveIdMouseButton == ImGuiMouseButton_Left ? Drag::click : Drag::pan;
    from_ = last_ = local;
    pressed_ = hovered_;
}

void MapGestures::move(ImVec2 local, MapCamera& camera) {
    if (dragging_ == Drag::click) {
        if (std::hypot(local.x - from_.x, local.y - from_.y) < k_click_px) return;
        dragging_ = wanted_;
        lasso_.assign(1, camera.data_at(from_));
        box_from_ = camera.data_at(from_);
    }
    if (dragging_ == Drag::pan) camera.pan({local.x - last_.x, local.y - last_.y});
    if (dragging_ == Drag::box) box_to_ = camera.data_at(local);
    if (dragging_ == Drag::lasso) {
        if (std::hypot(local.x - last_.x, local.y - last_.y) < k_lasso_step_px) return;
        lasso_.push_back(camera.data_at(local));
    }
    last_ = local;
}

void MapGestures::finish(const PanelArgs& args, MapCamera& camera, MapPoints& points) {
    const SelectMode mode = mode_of(ImGui::GetIO());
    if (dragging_ == Drag::click) click(args, camera);
    if (dragging_ == Drag::lasso) args.actions.push(action::Select{points.inside(args.state, lasso_), mode});
    if (dragging_ == Drag::box) args.actions.push(action::Select{points.inside(args.state, *box()), mode});
    dragging_ = Drag::none;
}

void MapGestures::click(const PanelArgs& args, MapCamera& camera) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.MouseClickedLastCount[ImGuiMouseButton_Left] == 2 && !pressed_) {
        return camera.zoom({from_.x, from_.y}, k_double_click_zoom);
    }
    if (pressed_) {
        const SelectMode mode = io.KeyAlt     ? SelectMode::remove
                                : io.KeyShift ? SelectMode::add
                                : io.KeyCtrl  ? SelectMode::toggle
                                              : SelectMode::replace;
        args.actions.push(action::SelectOne{*pressed_, mode});
    } else if (!io.KeyShift && !io.KeyAlt && !io.KeyCtrl && !args.state.selection.docs.none()) {
        args.actions.push(action::ClearSelection{});
    }
}

void MapGestures::cancel_by_key() {
    if (dragging_ == Drag::click || dragging_ == Drag::pan ||
        !ImGui::IsKeyPressed(ImGuiKey_Escape, ImGuiInputFlags_None))
        return;
    ImGui::SetKeyOwner(ImGuiKey_Escape, item_id("map/points"), ImGuiInputFlags_LockThisFrame);
    ImGui::ClearActiveID();
    dragging_ = Drag::none;
}

void MapGestures::keys(const PanelArgs& args, MapCamera& camera) {
    const ImGuiIO& io = ImGui::GetIO();
    if (popup_shown() || io.WantTextInput || io.KeyCtrl || io.KeyAlt || io.KeySuper) return;
    constexpr ImGuiKey k_keys[] = {ImGuiKey_Q, ImGuiKey_B, ImGuiKey_H};
    for (int i = 0; i < 3; ++i) {
        const auto place = static_cast<std::size_t>(i);
        const bool pressed = ImGui::IsKeyPressed(k_keys[i], ImGuiInputFlags_None) && !io.KeyShift;
        if (pressed && !is_label_key(args.state, k_tool_keys[place])) tool_ = static_cast<MapTool>(i);
    }
    if (typed('+') || typed('=')) camera.zoom(k_key_zoom);
    if (typed('-') || typed('_')) camera.zoom(1 / k_key_zoom);
}

}  // namespace labelscape
