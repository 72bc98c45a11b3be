#include "ui/ui_probe.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>

#include "ui/probe_json.hpp"

namespace labelscape {

namespace {

Probe* probe_of(ImGuiContext* context) { return static_cast<Probe*>(context->TestEngine); }

bool intersects(const ImRect& a, const ImRect& b) {
    return a.Min.x < b.Max.x && a.Max.x > b.Min.x && a.Min.y < b.Max.y && a.Max.y > b.Min.y;
}

/// "labels##3" as a person would say it: "labels".
std::string visible_part(std::string_view label) { return std::string(label.substr(0, label.find("##"))); }

Role role_from(int flags) {
    if (flags & ImGuiItemStatusFlags_Checkable) return Role::checkbox;
    if (flags & ImGuiItemStatusFlags_Inputable) return Role::textbox;
    return Role::button;
}

}  // namespace

std::string_view role_name(Role role) {
    static constexpr std::string_view k_names[] = {
        "button", "checkbox", "radio", "slider", "textbox", "searchbox", "combobox", "option", "listbox", "listitem",
        "row", "columnheader", "tab", "menu", "menuitem", "dialog", "progressbar", "status", "alert", "heading",
        "region", "link", "img", "text"};
    return k_names[static_cast<int>(role)];
}

bool ProbeItem::operator==(const ProbeItem& other) const {
    const auto key = [](const ProbeItem& i) {
        return std::tie(i.name, i.role, i.label, i.value, i.min.x, i.min.y, i.max.x, i.max.y, i.id, i.disabled,
                        i.focused, i.multiline, i.pressed, i.checked, i.selected, i.expanded, i.now, i.low, i.high,
                        i.position, i.count, i.shortcut, i.description);
    };
    return key(*this) == key(other);
}

void Probe::attach() {
    context_ = ImGui::GetCurrentContext();
    context_->TestEngine = this;
    context_->TestEngineHookItems = true;
}

void Probe::detach() {
    // The context may be gone already.
    if (!context_ || ImGui::GetCurrentContext() != context_) return;
    context_->TestEngine = nullptr;
    context_->TestEngineHookItems = false;
    context_ = nullptr;
}

void Probe::begin_frame() {
    drawing_.clear();
    names_.clear();
    ours_.clear();
    bounds_.clear();
    if (focus_ != 0) {
        const auto found = windows_.find(focus_);
        if (found != windows_.end()) focus_now(focus_, found->second);
        focus_ = 0;
    }
    if (activate_ != 0) {
        ImGui::ActivateItemByID(activate_);
        if (prefer_input_) context_->NavNextActivateFlags = ImGuiActivateFlags_PreferInput;
        activate_ = 0;
    }
}

void Probe::focus_now(ImGuiID id, ImGuiWindow* window) {
    const auto bounds = std::find_if(items_.begin(), items_.end(), [&](const ProbeItem& i) { return i.id == id; });
    if (bounds == items_.end() || !window->WasActive) return;
    ImGui::FocusWindow(window);
    const ImRect rect = ImGui::WindowRectAbsToRel(window, ImRect(bounds->min, bounds->max));
    ImGui::SetNavID(id, window->DC.NavLayerCurrent, window->NavRootFocusScopeId, rect);
    ImGui::SetNavCursorVisible(true);
}

void Probe::add(ProbeItem item) { add_to(ImGui::GetCurrentWindow(), std::move(item)); }

void Probe::add_to(ImGuiWindow* window, ProbeItem item) {
    ImRect rect(item.min, item.max);
    const bool has_keyboard = item.id != 0 && (item.id == context_->NavId || item.id == context_->ActiveId);
    if (!intersects(rect, window->OuterRectClipped) && !has_keyboard) return;
    rect.ClipWithFull(window->ClipRect);
    item.min = {std::round(rect.Min.x), std::round(rect.Min.y)};
    item.max = {std::round(rect.Max.x), std::round(rect.Max.y)};
    if (item.id != 0) {
        if (ours_.contains(item.id)) return;
        ours_[item.id] = drawing_.size();
    }
    const int seen = ++names_[item.name];
    if (seen > 1) item.name += '#' + std::to_string(seen);
    drawing_.push_back({std::move(item), window});
}

void Probe::on_item_add(ImGuiID id, const ImVec2& min, const ImVec2& max) {
    if (id != 0) bounds_[id] = {min, max};
}

void Probe::on_item_info(ImGuiID id, const char* label, int flags) {
    ImGuiWindow* window = context_->CurrentWindow;
    const auto bounds = bounds_.find(id);
    if (!window || !label || id == window->ID || bounds == bounds_.end() || ours_.contains(id)) return;
    ProbeItem item;
    item.label = visible_part(label);
    if (item.label.empty() || label[0] == '#') return;
    item.name = visible_part(window->RootWindow->Name) + '/' + item.label;
    item.role = role_from(flags);
    item.id = id;
    item.min = bounds->second.min;
    item.max = bounds->second.max;
    item.disabled = (context_->LastItemData.ItemFlags & ImGuiItemFlags_Disabled) != 0;
    if (flags & ImGuiItemStatusFlags_Checkable) item.checked = tri((flags & ImGuiItemStatusFlags_Checked) != 0);
    if (flags & ImGuiItemStatusFlags_Openable) item.expanded = tri((flags & ImGuiItemStatusFlags_Opened) != 0);
    add_to(window, std::move(item));
}

void Probe::keep_front(ImGuiWindow* modal) {
    std::erase_if(drawing_, [&](const Placed& placed) {
        const bool is_message = placed.item.role == Role::alert || placed.item.role == Role::status;
        return !is_message && !ImGui::IsWindowWithinBeginStackOf(placed.window->RootWindow, modal);
    });
}

void Probe::end_frame() {
    if (ImGuiWindow* modal = ImGui::GetTopMostPopupModal()) keep_front(modal);
    const bool shown = context_->NavCursorVisible || context_->IO.WantTextInput;
    std::vector<ProbeItem> now;
    now.reserve(drawing_.size());
    windows_.clear();
    for (Placed& placed : drawing_) {
        ProbeItem& item = placed.item;
        const bool has_keyboard = item.id == context_->NavId || item.id == context_->ActiveId;
        item.focused = item.id != 0 && shown && has_keyboard;
        if (item.id != 0) windows_[item.id] = placed.window;
        now.push_back(std::move(item));
    }
    if (now != items_) ++version_;
    items_ = std::move(now);
}

const ProbeItem* Probe::find(std::string_view name) const {
    const auto found = std::find_if(items_.begin(), items_.end(), [&](const ProbeItem& i) { return i.name == name; });
    return found == items_.end() ? nullptr : &*found;
}

bool Probe::request_activate(std::string_view name) {
    const ProbeItem* item = find(name);
    if (!item || item->id == 0 || item->disabled) return false;
    activate_ = item->id;
    prefer_input_ = item->role == Role::textbox || item->role == Role::searchbox;
    return true;
}

bool Probe::request_focus(std::string_view name) {
    const ProbeItem* item = find(name);
    if (!item || item->id == 0) return false;
    focus_ = item->id;
    return true;
}

std::string Probe::to_json(std::string_view prefix) const { return probe_json(items_, version_, prefix); }

}  // namespace labelscape

// Dear ImGui calls these where it was built with IMGUI_ENABLE_TEST_ENGINE.

void ImGuiTestEngineHook_ItemAdd(ImGuiContext* context, ImGuiID id, const ImRect& bounds, const ImGuiLastItemData*) {
    if (auto* probe = labelscape::probe_of(context)) probe->on_item_add(id, bounds.Min, bounds.Max);
}

void ImGuiTestEngineHook_ItemInfo(ImGuiContext* context, ImGuiID id, const char* label, ImGuiItemStatusFlags flags) {
    if (auto* probe = labelscape::probe_of(context)) probe->on_item_info(id, label, flags);
}

void ImGuiTestEngineHook_Log(ImGuiContext*, const char*, ...) {}

const char* ImGuiTestEngine_FindItemDebugLabel(ImGuiContext*, ImGuiID) { return nullptr; }
