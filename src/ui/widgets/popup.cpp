#include "ui/widgets/popup.hpp"

#include <imgui_internal.h>

#include <algorithm>

namespace labelscape {

bool popup_shown() {
    return std::ranges::any_of(ImGui::GetCurrentContext()->OpenPopupStack, [](const ImGuiPopupData& popup) {
        return !popup.Window || popup.Window->Active || popup.Window->WasActive;
    });
}

}  // namespace labelscape
