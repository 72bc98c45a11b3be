#include "ui/widgets/toast.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/panel.hpp"

namespace labelscape {

namespace {

constexpr float k_width = 380;
constexpr double k_way_in_s = 0.16;

struct Look {
    Icon icon;
    ImU32 ink;
};

Look look_of(const UiContext& ui, ToastKind kind) {
    switch (kind) {
        case ToastKind::info: return {Icon::info, ui.t.accent_text};
        case ToastKind::success: return {Icon::circle_check, ui.t.success};
        case ToastKind::warning: return {Icon::triangle_alert, ui.t.warning};
        case ToastKind::error: return {Icon::circle_alert, ui.t.danger};
    }
    return {};
}

void content_ui(const UiContext& ui, const Toast& toast, const std::string& name, ToastResult& result) {
    const Tokens& t = ui.t;
    const Look look = look_of(ui, toast.kind);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float action_width = toast.action.empty() ? 0 : button_width(ui, toast.action, {.small = true}) + t.gap(2);
    draw_icon(*ImGui::GetWindowDrawList(), ui.fonts, {at.x, at.y + (t.control_small - t.icon) / 2}, t.icon, look.ink,
              look.icon);
    TextStyle style = body(ui);
    style.wrap_width = ImGui::GetContentRegionAvail().x - t.icon - t.gap(3) - t.control_small - action_width;
    const float inset = std::floor((t.control_small - TextDrawer::line_height(style.size)) / 2);
    ImGui::SetCursorScreenPos({at.x + t.icon + t.gap(2), at.y + inset});
    text_ui(ui, toast.text, style);
    float x = ImGui::GetCurrentWindow()->WorkRect.Max.x - t.control_small - action_width;
    if (!toast.action.empty()) {
        ImGui::SetCursorScreenPos({x, at.y});
        if (button_ui(ui, name + "/action", toast.action, {.small = true})) result.acted = toast.id;
    }
    ImGui::SetCursorScreenPos({x + action_width, at.y});
    if (icon_button_ui(ui, name + "/dismiss", "Dismiss", Icon::x)) result.dismissed = toast.id;
}

}  // namespace

ToastResult toasts_ui(const UiContext& ui, std::span<const Toast> toasts, ImVec2 foot) {
    const Tokens& t = ui.t;
    ToastResult result;
    const ImVec2 page = ImGui::GetMainViewport()->Size;
    const float width = std::min(k_width * t.scale, page.x - 2 * t.gap(4));
    const float middle = std::clamp(foot.x, width / 2 + t.gap(4), page.x - width / 2 - t.gap(4));
    float bottom = foot.y;
    constexpr ImGuiWindowFlags k_flags = ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                         ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                                         ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoScrollbar |
                                         ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoBackground;
    for (std::size_t i = toasts.size(); i-- > 0;) {
        const Toast& toast = toasts[i];
        const std::string name = "toast/" + std::to_string(toast.id);
        const auto way = static_cast<float>(std::clamp(toast.age_s / k_way_in_s, 0.0, 1.0));
        if (way < 1) ui.wish.animate();
        const float offset = (1 - way) * (1 - way) * t.gap(5);
        ImGui::SetNextWindowPos({std::floor(middle), bottom + offset}, ImGuiCond_Always, {0.5f, 1});
        ImGui::SetNextWindowSizeConstraints({width, 0}, {width, page.y});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(t.gap(3), t.gap(2.5f)));
        if (ImGui::Begin(("###" + name).c_str(), nullptr, k_flags)) {
            ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
            draw_floating(ui, t.radius_large, t.bg_raised);
            const ImVec2 min = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
            ui.probe.add({.name = name,
                          .role = toast.kind == ToastKind::error ? Role::alert : Role::status,
                          .label = std::string(toast.text),
                          .min = min,
                          .max = {min.x + size.x, min.y + size.y}});
            content_ui(ui, toast, name, result);
            result.hovered |= ImGui::IsWindowHovered();
            bottom -= size.y + t.gap(2);
        }
        ImGui::End();
        ImGui::PopStyleVar();
    }
    return result;
}

}  // namespace labelscape
