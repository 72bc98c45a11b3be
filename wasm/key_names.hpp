#pragma once

#include <imgui.h>

#include <string_view>

namespace labelscape {

/// Dear ImGui's key for the browser's name of a key (KeyboardEvent.code); ImGuiKey_None for others.
ImGuiKey key_from_name(std::string_view name);

}  // namespace labelscape
