// What the page sends, as Dear ImGui's input.

#include <emscripten/bind.h>
#include <imgui_internal.h>

#include <utility>

#include "key_names.hpp"
#include "platform_web.hpp"

namespace labelscape {

namespace {

/// CSS pixels that one unit of Dear ImGui's wheel scrolls a window: five lines.
constexpr float k_wheel_unit = 80;
constexpr int k_replacement_frames = 20;

ImGuiMouseSource source_of(int pointer) {
    return pointer == 1 ? ImGuiMouseSource_TouchScreen : pointer == 2 ? ImGuiMouseSource_Pen : ImGuiMouseSource_Mouse;
}

/// Presses a key with Control, or with Cmd on a Mac.
void tap_with_control(ImGuiIO& io, ImGuiKey key, bool mac) {
    const ImGuiKey control = mac ? ImGuiMod_Super : ImGuiMod_Ctrl;
    const bool held = mac ? io.KeySuper : io.KeyCtrl;
    io.AddKeyEvent(control, true);
    io.AddKeyEvent(key, true);
    io.AddKeyEvent(key, false);
    if (!held) io.AddKeyEvent(control, false);
}

}  // namespace

void PlatformState::press_button(int button, bool down) {
    // The browser counts left, middle, right; Dear ImGui left, right, middle.
    const int ours = button == 1 ? 2 : button == 2 ? 1 : button;
    if (ours >= 0 && ours < ImGuiMouseButton_COUNT) ImGui::GetIO().AddMouseButtonEvent(ours, down);
}

void PlatformState::set_modifiers(int bits) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(ImGuiMod_Ctrl, (bits & 1) != 0);
    io.AddKeyEvent(ImGuiMod_Shift, (bits & 2) != 0);
    io.AddKeyEvent(ImGuiMod_Alt, (bits & 4) != 0);
    io.AddKeyEvent(ImGuiMod_Super, (bits & 8) != 0);
}

void PlatformState::paste(std::string text) {
    if (!ImGui::GetIO().WantTextInput) {
        pasted = std::move(text);
        return;
    }
    clipboard = std::move(text);
    tap_with_control(ImGui::GetIO(), ImGuiKey_V, mac);
}

/// A press at a place where the pointer has only just come: what is there must have seen the pointer for a frame, or it
/// takes the press for one of something above it. Two keys of one frame would act in the order of the shortcuts, not in
/// that of the presses. Both happen where frames are slow. What comes later waits as well.
bool PlatformState::must_wait(const InputEvent& event) const {
    const bool types = imgui->IO.WantTextInput;
    const bool typed =
        event.kind == InputKind::key || event.kind == InputKind::text || event.kind == InputKind::modifiers;
    if (held_frames_ > 0 && typed) return true;
    switch (event.kind) {
        case InputKind::button: return !waiting_.empty() || (pointer_moved_ && event.b == 1);
        case InputKind::key: return !waiting_.empty() || (key_pressed_ && event.a == 1 && !types);
        case InputKind::pointer:
        case InputKind::wheel:
        case InputKind::modifiers:
        case InputKind::text:
        case InputKind::paste: return !waiting_.empty();
        default: return false;
    }
}

void PlatformState::receive_waiting() {
    // Dear ImGui itself spreads fast input over frames.
    if (!imgui->InputEventsQueue.empty()) return gate.request();
    if (held_frames_ > 0) {
        held_frames_ = imgui->IO.WantTextInput ? 0 : held_frames_ - 1;
        if (held_frames_ > 0) return gate.request();
        for (const ImGuiInputEvent& event : std::exchange(held_, {})) imgui->InputEventsQueue.push_back(event);
        if (!imgui->InputEventsQueue.empty()) return gate.request();
    }
    pointer_moved_ = key_pressed_ = false;
    for (const InputEvent& event : std::exchange(waiting_, {})) receive(event);
}

void PlatformState::hold_keys() {
    constexpr int k_frames = 8;
    held_frames_ = k_frames;
    ImVector<ImGuiInputEvent> others;
    for (const ImGuiInputEvent& event : imgui->InputEventsQueue) {
        if (event.Type == ImGuiInputEventType_Key || event.Type == ImGuiInputEventType_Text) {
            held_.push_back(event);
        } else {
            others.push_back(event);
        }
    }
    imgui->InputEventsQueue.swap(others);
    gate.request();
}

void PlatformState::receive(const InputEvent& event) {
    gate.request();
    if (must_wait(event)) return waiting_.push_back(event);
    ImGui::SetCurrentContext(imgui);
    ImGuiIO& io = ImGui::GetIO();
    const auto x = static_cast<float>(event.x), y = static_cast<float>(event.y);
    switch (event.kind) {
        case InputKind::pointer:
            io.AddMouseSourceEvent(source_of(event.a));
            pointer_moved_ |= x != pointer_.x || y != pointer_.y;
            pointer_ = {x, y};
            io.AddMousePosEvent(x < -1e5f ? -FLT_MAX : x, x < -1e5f ? -FLT_MAX : y);
            break;
        case InputKind::button: press_button(event.a, event.b == 1); break;
        case InputKind::wheel: io.AddMouseWheelEvent(-x / k_wheel_unit, -y / k_wheel_unit); break;
        case InputKind::key: {
            const ImGuiKey key = key_from_name(event.text);
            if (key != ImGuiKey_None) io.AddKeyEvent(key, event.a == 1);
            key_pressed_ |= event.a == 1;
            break;
        }
        case InputKind::modifiers: set_modifiers(event.a); break;
        case InputKind::text: io.AddInputCharactersUTF8(event.text.c_str()); break;
        case InputKind::focus: io.AddFocusEvent(event.a == 1); break;
        case InputKind::size:
            css_size = {x, y};
            pixel_width = event.a;
            pixel_height = event.b;
            break;
        case InputKind::theme: dark = event.a == 1; break;
        case InputKind::activate: requests.push_back({AccessRequest::Kind::activate, event.text}); break;
        case InputKind::focus_widget: requests.push_back({AccessRequest::Kind::focus, event.text}); break;
        case InputKind::paste: paste(event.text); break;
        case InputKind::replace_text:
            replacement = event.text;
            // Inputs have the id of "###" and their name (ui/widgets/text_input.cpp).
            replacement_id = event.a == 1 && !requests.empty() ? ImHashStr(("###" + requests.back().name).c_str()) : 0;
            replacement_frames = k_replacement_frames;
            break;
        case InputKind::context_lost:
            context_lost = event.a == 1;
            context_restored = textures_lost = event.a == 0;
            break;
    }
}

void receive_input(std::uintptr_t state, int kind, double x, double y, int a, int b, std::string text) {
    reinterpret_cast<PlatformState*>(state)->receive({static_cast<InputKind>(kind), x, y, a, b, std::move(text)});
}

EMSCRIPTEN_BINDINGS(labelscape_input) { emscripten::function("input", &receive_input); }

}  // namespace labelscape
