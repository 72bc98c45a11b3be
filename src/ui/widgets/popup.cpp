#include "ui/widgets/popup.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace labelscape {
namespace {

template <class Shown>
bool any_popup(Shown shown) {
    return std::ranges::any_of(ImGui::GetCurrentContext()->OpenPopupStack,
                               [&](const ImGuiPopupData& popup) { return !popup.Window || shown(*popup.Window); });
}

}  // namespace

bool popup_drawn() {
    return any_popup([](const ImGuiWindow& window) { return window.Active; });
}

bool popup_shown() {
    return any_popup([](const ImGuiWindow& window) { return window.Active || window.WasActive; });
}

}  // namespace labelscape
