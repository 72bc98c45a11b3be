#include "ui/shortcuts.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <optional>

#include "app/actions/labels.hpp"
#include "app/command.hpp"
#include "ui/widgets/popup.hpp"

namespace labelscape {
namespace {

struct NamedKey {
    std::string_view name;
    ImGuiKey key;
};
constexpr NamedKey k_keys[] = {{"Enter", ImGuiKey_Enter}, {"Escape", ImGuiKey_Escape}, {"Up", ImGuiKey_UpArrow},
                               {"Down", ImGuiKey_DownArrow}, {"Space", ImGuiKey_Space}, {"Delete", ImGuiKey_Delete}};

/// The key of a letter or digit, or of a name; none for characters that layouts put elsewhere ("?").
std::optional<ImGuiKey> key_of(std::string_view name) {
    if (name.size() == 1 && name[0] >= 'a' && name[0] <= 'z') return static_cast<ImGuiKey>(ImGuiKey_A + name[0] - 'a');
    if (name.size() == 1 && name[0] >= '0' && name[0] <= '9') return static_cast<ImGuiKey>(ImGuiKey_0 + name[0] - '0');
    for (const auto& [known, key] : k_keys) {
        if (known == name) return key;
    }
    return std::nullopt;
}

/// Was this character typed, whatever keys it takes?
bool typed(std::string_view character) {
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl || io.KeyAlt || io.KeySuper) return false;
    return std::ranges::any_of(io.InputQueueCharacters,
                               [&](ImWchar c) { return c == static_cast<ImWchar>(character[0]); });
}

bool pressed(const Shortcut& shortcut) {
    if (shortcut.empty()) return false;
    const auto key = key_of(shortcut.key);
    if (!key) return typed(shortcut.key);
    // Dear ImGui takes Cmd for Ctrl on a Mac.
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyCtrl != shortcut.command || io.KeyShift != shortcut.shift || io.KeyAlt != shortcut.alt) return false;
    const bool repeats = *key == ImGuiKey_UpArrow || *key == ImGuiKey_DownArrow;
    return ImGui::IsKeyPressed(*key, repeats);
}

void label_keys(const PanelArgs& args) {
    const auto& labels = args.state.project.scheme->labels();
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i].key.size() == 1 && pressed({labels[i].key})) {
            args.actions.push(action::AssignKey{static_cast<int>(i)});
        }
    }
}

}  // namespace

void shortcuts_ui(const PanelArgs& args) {
    if (ImGui::GetIO().WantTextInput || popup_drawn()) return;
    for (const Command& command : commands()) {
        if (!pressed(command.shortcut) || !command.enabled(args.state)) continue;
        // With the keyboard on a button, Enter and Space press it.
        const bool for_item = (command.shortcut.key == "Enter" || command.shortcut.key == "Space") &&
                              ImGui::IsAnyItemFocused() && ImGui::GetIO().NavVisible;
        if (!for_item) args.actions.push(command.make(args.state));
    }
    if (args.state.project_open) label_keys(args);
}

}  // namespace labelscape
