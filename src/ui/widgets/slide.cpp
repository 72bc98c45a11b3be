#include "ui/widgets/slide.hpp"

#include <algorithm>
#include <cmath>

namespace labelscape {

namespace {

/// How many steps the keys ask for; `home` and `end` jump.
float steps_by_keys(const Item& item, bool& home, bool& end) {
    const ImGuiID owner = item.id;
    // Else they would move the focus as well.
    for (const ImGuiKey key :
         {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Home, ImGuiKey_End}) {
        ImGui::SetKeyOwner(key, owner);
    }
    const auto pressed = [&](ImGuiKey key) { return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, owner); };
    const float size = ImGui::GetIO().KeyShift ? 10.0f : 1.0f;
    float steps = 0;
    if (pressed(ImGuiKey_RightArrow)) steps += size;
    if (pressed(ImGuiKey_LeftArrow)) steps -= size;
    if (pressed(ImGuiKey_PageUp)) steps += 10;
    if (pressed(ImGuiKey_PageDown)) steps -= 10;
    home = pressed(ImGuiKey_Home);
    end = pressed(ImGuiKey_End);
    return steps;
}

}  // namespace

bool slide(const Item& item, const SlideRange& range, float& value) {
    const float before = value;
    const float span = range.high - range.low;
    const float step = range.step > 0 ? range.step : span / 100;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    if (item.held && g.ActiveIdSource == ImGuiInputSource_Mouse && range.right > range.left) {
        const float share = (g.IO.MousePos.x - range.left) / (range.right - range.left);
        value = range.low + std::clamp(share, 0.0f, 1.0f) * span;
    }
    if (g.NavId == item.id && g.NavCursorVisible) {
        // Left and right belong to the slider; up and down still move on.
        bool home = false, end = false;
        value += steps_by_keys(item, home, end) * step;
        if (home) value = range.low;
        if (end) value = range.high;
        g.NavMoveDir == ImGuiDir_Left || g.NavMoveDir == ImGuiDir_Right ? ImGui::NavMoveRequestCancel() : void();
    }
    // A value from elsewhere stays as it is, though it be no whole step.
    if (value == before) return false;
    if (range.step > 0) value = range.low + std::round((value - range.low) / range.step) * range.step;
    value = std::clamp(value, range.low, range.high);
    if (value == before) return false;
    ImGui::MarkItemEdited(item.id);
    return true;
}

}  // namespace labelscape
