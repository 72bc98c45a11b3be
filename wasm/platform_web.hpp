#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <cfloat>
#include <string>
#include <vector>

#include "platform/frame_gate.hpp"
#include "platform/platform.hpp"

namespace labelscape {

/// Events of web/host/input.js; the numbers are those of web/host/input_kinds.js.
enum class InputKind : int {
    pointer, button, wheel, key, modifiers, text, focus, size, theme, activate, focus_widget, paste, replace_text,
    context_lost,
};

struct InputEvent {
    InputKind kind = InputKind::pointer;
    double x = 0, y = 0;
    int a = 0, b = 0;
    std::string text;
};

/// Behind Platform.
struct PlatformState {
    ImGuiContext* imgui = nullptr;
    int gl_context = 0;
    FrameGate gate;
    double last_frame_s = 0;
    ImVec2 css_size{1, 1};
    int pixel_width = 1, pixel_height = 1;
    bool mac = false;
    bool dark = false;
    bool context_lost = false;
    bool context_restored = false;
    bool textures_lost = false;
    ImGuiMouseCursor cursor = ImGuiMouseCursor_COUNT;
    std::string clipboard;             ///< what was pasted or copied last
    std::string pasted;
    std::string replacement;           ///< text that takes the place of all in an input once that is active
    ImGuiID replacement_id = 0;        ///< of that input; 0: whichever is active
    int replacement_frames = 0;        ///< how long it waits for the input
    std::vector<AccessRequest> requests;

    /// Takes one event of the page; called between frames.
    void receive(const InputEvent& event);
    /// Takes what waited for the frame that has just begun.
    void receive_waiting();
    void hold_keys();
    bool has_input() const { return !waiting_.empty() || held_frames_ > 0 || !imgui->InputEventsQueue.empty(); }

private:
    bool must_wait(const InputEvent& event) const;
    void press_button(int button, bool down);
    void set_modifiers(int bits);
    void paste(std::string text);

    ImVec2 pointer_{-FLT_MAX, -FLT_MAX};
    bool pointer_moved_ = false, key_pressed_ = false;   ///< since the last frame
    std::vector<InputEvent> waiting_;
    std::vector<ImGuiInputEvent> held_;   ///< keys that a text input is about to take
    int held_frames_ = 0;                 ///< how long they wait for it at most
};

}  // namespace labelscape
