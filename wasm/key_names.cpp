#include "key_names.hpp"

#include <algorithm>
#include <iterator>

namespace labelscape {

namespace {

struct Named {
    std::string_view name;
    ImGuiKey key;
};

constexpr Named k_named[] = {
    {"ArrowDown", ImGuiKey_DownArrow}, {"ArrowLeft", ImGuiKey_LeftArrow}, {"ArrowRight", ImGuiKey_RightArrow},
    {"ArrowUp", ImGuiKey_UpArrow}, {"Backquote", ImGuiKey_GraveAccent}, {"Backslash", ImGuiKey_Backslash},
    {"Backspace", ImGuiKey_Backspace}, {"BracketLeft", ImGuiKey_LeftBracket}, {"BracketRight", ImGuiKey_RightBracket},
    {"CapsLock", ImGuiKey_CapsLock}, {"Comma", ImGuiKey_Comma}, {"ContextMenu", ImGuiKey_Menu},
    {"Delete", ImGuiKey_Delete}, {"End", ImGuiKey_End}, {"Enter", ImGuiKey_Enter}, {"Equal", ImGuiKey_Equal},
    {"Escape", ImGuiKey_Escape}, {"Home", ImGuiKey_Home}, {"Insert", ImGuiKey_Insert}, {"Minus", ImGuiKey_Minus},
    {"NumpadAdd", ImGuiKey_KeypadAdd}, {"NumpadDecimal", ImGuiKey_KeypadDecimal},
    {"NumpadDivide", ImGuiKey_KeypadDivide}, {"NumpadEnter", ImGuiKey_KeypadEnter},
    {"NumpadMultiply", ImGuiKey_KeypadMultiply}, {"NumpadSubtract", ImGuiKey_KeypadSubtract},
    {"PageDown", ImGuiKey_PageDown}, {"PageUp", ImGuiKey_PageUp}, {"Period", ImGuiKey_Period},
    {"Quote", ImGuiKey_Apostrophe}, {"Semicolon", ImGuiKey_Semicolon}, {"Slash", ImGuiKey_Slash},
    {"Space", ImGuiKey_Space}, {"Tab", ImGuiKey_Tab},
    {"AltLeft", ImGuiKey_LeftAlt}, {"AltRight", ImGuiKey_RightAlt}, {"ControlLeft", ImGuiKey_LeftCtrl},
    {"ControlRight", ImGuiKey_RightCtrl}, {"MetaLeft", ImGuiKey_LeftSuper}, {"MetaRight", ImGuiKey_RightSuper},
    {"ShiftLeft", ImGuiKey_LeftShift}, {"ShiftRight", ImGuiKey_RightShift},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

ImGuiKey key_from_name(std::string_view name) {
    const char last = name.empty() ? '\0' : name.back();
    if (name.size() == 4 && name.starts_with("Key") && last >= 'A' && last <= 'Z') {
        return static_cast<ImGuiKey>(ImGuiKey_A + (last - 'A'));
    }
    if (name.size() == 6 && name.starts_with("Digit") && is_digit(last)) {
        return static_cast<ImGuiKey>(ImGuiKey_0 + (last - '0'));
    }
    if (name.size() == 7 && name.starts_with("Numpad") && is_digit(last)) {
        return static_cast<ImGuiKey>(ImGuiKey_Keypad0 + (last - '0'));
    }
    if (name.size() >= 2 && name.size() <= 3 && name[0] == 'F' && is_digit(name[1])) {
        const int number = name.size() == 2 ? name[1] - '0' : (name[1] - '0') * 10 + (name[2] - '0');
        return number >= 1 && number <= 12 ? static_cast<ImGuiKey>(ImGuiKey_F1 + number - 1) : ImGuiKey_None;
    }
    const auto found =
        std::find_if(std::begin(k_named), std::end(k_named), [&](const Named& n) { return n.name == name; });
    return found == std::end(k_named) ? ImGuiKey_None : found->key;
}

}  // namespace labelscape
