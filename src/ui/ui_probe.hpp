#pragma once

#include <imgui.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct ImGuiWindow;

namespace labelscape {

/// What a widget is to a screen reader; the names are those of ARIA.
enum class Role : std::uint8_t {
    button, checkbox, radio, slider, textbox, searchbox, combobox, option, listbox, listitem, row, columnheader, tab,
    menu, menuitem, dialog, progressbar, status, alert, heading, region, link, img, text,
};
std::string_view role_name(Role role);

enum class Tri : std::int8_t { none = -1, no = 0, yes = 1 };
constexpr Tri tri(bool value) { return value ? Tri::yes : Tri::no; }

/// One widget of the current frame.
struct ProbeItem {
    std::string name = {};     ///< stable: "labels/add"; a second one of the same name in a frame gets "#2"
    Role role = Role::button;
    std::string label = {};    ///< accessible name, as a person would say it
    std::string value = {};    ///< text of an input, or a slider's value in words
    ImVec2 min = {}, max = {}; ///< CSS pixels of the page; clipped to what is visible
    ImGuiID id = 0;            ///< Dear ImGui's, 0 for what takes no input
    bool disabled = false;
    bool focused = false;      ///< the keyboard is on it; filled in by end_frame()
    bool multiline = false;    ///< text areas
    Tri pressed = Tri::none;   ///< toggles
    Tri checked = Tri::none;   ///< check boxes, radios
    Tri selected = Tri::none;  ///< rows, tabs, options
    Tri expanded = Tri::none;  ///< what opens something
    std::optional<double> now = {}, low = {}, high = {};   ///< sliders, progress
    std::int32_t position = 0; ///< 1-based place in a long list of which only a part is drawn; 0 unknown
    std::int32_t count = 0;    ///< length of that list
    std::string shortcut = {}; ///< as shown: "Ctrl+Z"
    std::string description = {};   ///< the tooltip

    bool operator==(const ProbeItem& other) const;
};

/// Knows every widget of the last frame under a stable name: tests find and press them, and the page's mirror for
/// screen readers is made from it (web/a11y.js).
/// Our own widgets add themselves; widgets of Dear ImGui itself are seen through its test-engine hooks and get the
/// name "window/label".
class Probe {
public:
    Probe() = default;
    ~Probe() { detach(); }
    Probe(const Probe&) = delete;
    Probe& operator=(const Probe&) = delete;

    /// Hooks into the current context.
    void attach();
    void detach();

    /// After ImGui::NewFrame().
    void begin_frame();
    /// Of the current window; items outside its visible part are left out unless the keyboard is on them.
    void add(ProbeItem item);
    /// After the last widget, before ImGui::Render(). While a dialog is open, only its widgets and messages remain.
    void end_frame();

    /// Of the last complete frame, in the order of drawing.
    const std::vector<ProbeItem>& items() const { return items_; }
    const ProbeItem* find(std::string_view name) const;
    /// Grows when items() differ from those of the frame before.
    std::uint64_t version() const { return version_; }
    /// {"version":n,"items":[{"name":"labels/add","role":"button","label":"Add","rect":[x,y,w,h],...}]}
    /// Fields that say nothing are left out. `prefix` keeps only names that begin with it.
    std::string to_json(std::string_view prefix = {}) const;

    /// Asked from outside (a screen reader, a test): done in the next frame. False when there is no such widget.
    bool request_activate(std::string_view name);
    bool request_focus(std::string_view name);

    // Called by the hooks
    void on_item_add(ImGuiID id, const ImVec2& min, const ImVec2& max);
    void on_item_info(ImGuiID id, const char* label, int status_flags);

private:
    struct Placed {
        ProbeItem item;
        ImGuiWindow* window;
    };
    struct Bounds {
        ImVec2 min, max;
    };

    void add_to(ImGuiWindow* window, ProbeItem item);
    void keep_front(ImGuiWindow* modal);
    void focus_now(ImGuiID id, ImGuiWindow* window);

    ImGuiContext* context_ = nullptr;
    std::vector<Placed> drawing_;                          ///< the frame being drawn
    std::vector<ProbeItem> items_;
    std::unordered_map<std::string, int> names_;           ///< how often each was given in this frame
    std::unordered_map<ImGuiID, std::size_t> ours_;        ///< id -> place in drawing_
    std::unordered_map<ImGuiID, Bounds> bounds_;           ///< of every item that Dear ImGui told about
    std::unordered_map<ImGuiID, ImGuiWindow*> windows_;    ///< of items_
    ImGuiID activate_ = 0;
    ImGuiID focus_ = 0;
    bool prefer_input_ = false;
    std::uint64_t version_ = 0;
};

}  // namespace labelscape
