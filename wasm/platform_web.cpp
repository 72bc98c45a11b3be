#include "platform_web.hpp"

#include <GLES3/gl3.h>
#include <backends/imgui_impl_opengl3.h>
#include <emscripten/em_js.h>
#include <emscripten/emscripten.h>
#include <emscripten/html5.h>
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

// clang-format off
EM_JS(void, ls_input_start, (void* state), {
    Module.host.input.start((kind, x, y, a, b, text) => Module.input(state >>> 0, kind, x, y, a, b, text));
});
EM_JS(int, ls_input_is_mac, (), { return Module.host.input.isMac ? 1 : 0; });
EM_JS(void, ls_input_cursor, (const char* shape), { Module.host.input.setCursor(UTF8ToString(shape)); });
EM_JS(void, ls_input_text, (int active, double x, double y, double height), {
    Module.host.input.setTextInput(active !== 0, x, y, height);
});
EM_JS(void, ls_input_copy, (const char* text), { Module.host.input.writeClipboard(UTF8ToString(text)); });
// clang-format on

namespace labelscape {

namespace {

constexpr char k_canvas[] = "#canvas";
constexpr double k_blink_s = 0.25;

const char* css_cursor(ImGuiMouseCursor cursor) {
    switch (cursor) {
        case ImGuiMouseCursor_None: return "none";
        case ImGuiMouseCursor_TextInput: return "text";
        case ImGuiMouseCursor_ResizeAll: return "move";
        case ImGuiMouseCursor_ResizeNS: return "ns-resize";
        case ImGuiMouseCursor_ResizeEW: return "ew-resize";
        case ImGuiMouseCursor_ResizeNESW: return "nesw-resize";
        case ImGuiMouseCursor_ResizeNWSE: return "nwse-resize";
        case ImGuiMouseCursor_Hand: return "pointer";
        case ImGuiMouseCursor_Wait: return "wait";
        case ImGuiMouseCursor_Progress: return "progress";
        case ImGuiMouseCursor_NotAllowed: return "not-allowed";
        default: return "default";
    }
}

int make_context() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.alpha = false;
    attributes.depth = false;
    attributes.stencil = false;
    attributes.antialias = false;
    attributes.powerPreference = EM_WEBGL_POWER_PREFERENCE_HIGH_PERFORMANCE;
    const EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = emscripten_webgl_create_context(k_canvas, &attributes);
    if (context > 0) emscripten_webgl_make_context_current(context);
    return static_cast<int>(context);
}

const char* read_clipboard(ImGuiContext* context) {
    return static_cast<PlatformState*>(context->PlatformIO.Platform_ClipboardUserData)->clipboard.c_str();
}

void write_clipboard(ImGuiContext* context, const char* text) {
    static_cast<PlatformState*>(context->PlatformIO.Platform_ClipboardUserData)->clipboard = text;
    ls_input_copy(text);
}

void place_text_input(ImGuiContext*, ImGuiViewport*, ImGuiPlatformImeData* data) {
    ls_input_text(data->WantTextInput, static_cast<double>(data->InputPos.x), static_cast<double>(data->InputPos.y),
                  static_cast<double>(data->InputLineHeight));
}

void set_callbacks(PlatformState& state) {
    ImGuiPlatformIO& platform = ImGui::GetPlatformIO();
    platform.Platform_ClipboardUserData = &state;
    platform.Platform_GetClipboardTextFn = read_clipboard;
    platform.Platform_SetClipboardTextFn = write_clipboard;
    platform.Platform_SetImeDataFn = place_text_input;
    ImGuiIO& io = ImGui::GetIO();
    io.BackendPlatformName = "page";
    io.BackendFlags |= ImGuiBackendFlags_HasMouseCursors;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigMacOSXBehaviors = state.mac;
    io.ConfigNavCaptureKeyboard = false;
    io.ConfigWindowsMoveFromTitleBarOnly = true;
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
}

/// A new context knows none of the old textures.
void remake_textures() {
    ImGui_ImplOpenGL3_Shutdown();
    for (ImTextureData* texture : ImGui::GetPlatformIO().Textures) {
        texture->SetTexID(ImTextureID_Invalid);
        texture->BackendUserData = nullptr;
        if (texture->Pixels) texture->SetStatus(ImTextureStatus_WantCreate);
    }
    ImGui_ImplOpenGL3_Init("#version 300 es");
}

/// A test or a screen reader has put text into a field as a whole.
void replace_text(PlatformState& state) {
    if (state.replacement_frames == 0) return;
    --state.replacement_frames;
    state.gate.request();
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiInputTextState& input = g.InputTextState;
    if (!ImGui::GetIO().WantTextInput || g.ActiveId == 0 || input.ID != g.ActiveId) return;
    if (state.replacement_id != 0 && state.replacement_id != g.ActiveId) return;
    input.SelectAll();
    state.replacement_frames = 0;
    if (state.replacement.empty()) {
        ImGui::GetIO().AddKeyEvent(ImGuiKey_Delete, true);
        ImGui::GetIO().AddKeyEvent(ImGuiKey_Delete, false);
    } else {
        ImGui::GetIO().AddInputCharactersUTF8(state.replacement.c_str());
    }
}

}  // namespace

Platform::Platform() : state_(std::make_unique<PlatformState>()) {}
Platform::~Platform() = default;

Result<std::unique_ptr<Platform>> Platform::create() {
    std::unique_ptr<Platform> platform(new Platform());
    PlatformState& state = *platform->state_;
    state.imgui = ImGui::GetCurrentContext();
    state.gl_context = make_context();
    if (state.gl_context <= 0) {
        return Error{ErrorCode::internal,
                     "The browser gave no WebGL 2 context. Turn on graphics acceleration in its settings, or close "
                     "other tabs, and reload."};
    }
    state.mac = ls_input_is_mac() == 1;
    set_callbacks(state);
    ImGui_ImplOpenGL3_Init("#version 300 es");
    ls_input_start(&state);
    return platform;
}

bool Platform::needs_frame(bool busy) const {
    return !state_->context_lost && state_->gate.wants_frame(now_s() * 1000, busy);
}

bool Platform::has_input() const { return state_->has_input(); }

void Platform::new_frame() {
    PlatformState& state = *state_;
    const double now = now_s();
    state.gate.begin_frame(now * 1000);
    ImGuiIO& io = ImGui::GetIO();
    int width = 0, height = 0;
    emscripten_get_canvas_element_size(k_canvas, &width, &height);
    if (width != state.pixel_width || height != state.pixel_height) {
        emscripten_set_canvas_element_size(k_canvas, state.pixel_width, state.pixel_height);
    }
    io.DisplaySize = state.css_size;
    const float ratio = pixel_ratio();
    io.DisplayFramebufferScale = {ratio, ratio};
    // The true time, however long nothing was drawn: on a slower clock two presses far apart would be a double press.
    io.DeltaTime = static_cast<float>(std::max(now - state.last_frame_s, 1e-4));
    state.last_frame_s = now;
    replace_text(state);
    if (std::exchange(state.textures_lost, false)) remake_textures();
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    state.receive_waiting();
}

void Platform::render(unsigned clear) {
    PlatformState& state = *state_;
    ImGui::Render();
    const auto part = [&](int shift) { return static_cast<float>((clear >> shift) & 255) / 255; };
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glViewport(0, 0, state.pixel_width, state.pixel_height);
    glDisable(GL_SCISSOR_TEST);
    glClearColor(part(16), part(8), part(0), 1);
    glClear(GL_COLOR_BUFFER_BIT);
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());

    const ImGuiMouseCursor cursor = ImGui::GetMouseCursor();
    if (cursor != state.cursor) ls_input_cursor(css_cursor(cursor));
    state.cursor = cursor;
    if (ImGui::GetIO().WantTextInput) wake_in(k_blink_s);
}

void Platform::wake_in(double seconds) {
    // Seconds that nobody has asked for.
    if (seconds > 3600) return;
    state_->gate.wake_at((now_s() + seconds) * 1000);
}

void Platform::hold_keys() { state_->hold_keys(); }

void Platform::request_frame() { state_->gate.request(); }

double Platform::now_s() const { return emscripten_get_now() / 1000; }

float Platform::pixel_ratio() const {
    return std::max(0.25f, static_cast<float>(state_->pixel_width) / std::max(1.0f, state_->css_size.x));
}

bool Platform::is_mac() const { return state_->mac; }
bool Platform::prefers_dark() const { return state_->dark; }

bool Platform::take_context_restored() { return std::exchange(state_->context_restored, false); }

std::vector<AccessRequest> Platform::take_access_requests() { return std::exchange(state_->requests, {}); }
std::string Platform::take_pasted_text() { return std::exchange(state_->pasted, {}); }

}  // namespace labelscape
