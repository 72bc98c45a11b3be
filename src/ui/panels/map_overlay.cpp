#include "ui/panels/map_overlay.hpp"

#include <imgui_internal.h>

#include <cmath>
#include <string>

namespace labelscape {

void begin_overlay_ui(const UiContext& ui, std::string_view name, const OverlayPlace& place) {
    const Tokens& t = ui.t;
    const std::string id(name);
    // The size of the frame before: boxes change rarely, and the next frame comes at once when they do.
    ImGuiStorage& sizes = *ImGui::GetStateStorage();
    const ImGuiID width_key = ImGui::GetID((id + "/width").c_str()),
                  height_key = ImGui::GetID((id + "/height").c_str());
    const ImVec2 size{sizes.GetFloat(width_key), sizes.GetFloat(height_key)};
    ImGui::SetCursorScreenPos(
        {std::floor(place.at.x - place.pivot.x * size.x), std::floor(place.at.y - place.pivot.y * size.y)});
    ImGui::PushStyleVar(ImGuiStyleVar_ChildRounding, t.radius);
    ImGui::PushStyleVar(ImGuiStyleVar_ChildBorderSize, t.hairline);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(t.gap(1), t.gap(1)));
    ImGui::PushStyleColor(ImGuiCol_ChildBg, size.x > 0 ? t.bg_raised | IM_COL32_A_MASK : 0);
    ImGui::PushStyleColor(ImGuiCol_Border, t.border);
    ImGui::BeginChild(id.c_str(), {0, 0},
                      ImGuiChildFlags_Borders | ImGuiChildFlags_AutoResizeX | ImGuiChildFlags_AutoResizeY |
                          ImGuiChildFlags_AlwaysAutoResize,
                      ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar(3);
    const ImVec2 now = ImGui::GetWindowSize();
    if (now.x == size.x && now.y == size.y) return;
    sizes.SetFloat(width_key, now.x);
    sizes.SetFloat(height_key, now.y);
    ui.wish.animate();
}

Area end_overlay_ui() {
    const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize();
    ImGui::EndChild();
    return {at, {at.x + size.x, at.y + size.y}};
}

}  // namespace labelscape
