#include "ui/widgets/selectable_text.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/text/text_units.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/select.hpp"

namespace labelscape {

namespace {

/// CSS pixels a second, for each pixel that the pointer is outside.
constexpr float k_scroll_speed = 12;

/// While a selection is dragged over the edge of its window, the window follows.
void scroll_after_pointer(const UiContext& ui) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    const float y = ImGui::GetIO().MousePos.y;
    const float over =
        std::max(0.0f, y - window->InnerClipRect.Max.y) - std::max(0.0f, window->InnerClipRect.Min.y - y);
    if (over == 0 || window->ScrollMax.y == 0) return;
    ImGui::SetScrollY(
        std::clamp(window->Scroll.y + over * k_scroll_speed * static_cast<float>(ui.dt_s), 0.0f, window->ScrollMax.y));
    ui.wish.animate();
}

void draw_selection(const UiContext& ui, const Item& item, std::string_view text, const TextStyle& style,
                    TextRange range) {
    const ImVec2 at = item.box.Min;
    const float top = item.list->GetClipRectMin().y - at.y, bottom = item.list->GetClipRectMax().y - at.y;
    for (const TextBox& box : ui.text.boxes(text, style, range, top, bottom)) {
        item.list->AddRectFilled({std::floor(at.x + box.min.x), at.y + box.min.y},
                                 {std::ceil(at.x + box.max.x), at.y + box.max.y}, ui.t.selection);
    }
}

/// Takes place at the cursor. The keyboard passes over it: what it could do there has keys of its own.
Item text_item(const UiContext& ui, std::string_view name, ImVec2 size) {
    const ImVec2 at{std::floor(ImGui::GetCursorScreenPos().x), std::floor(ImGui::GetCursorScreenPos().y)};
    ImGui::ItemSize(size, 0);
    ImGui::PushItemFlag(ImGuiItemFlags_NoNav | ImGuiItemFlags_NoTabStop, true);
    const Item item = press_item_at(ui, name, ImRect(at, {at.x + size.x, at.y + size.y}), false,
                                    ImGuiButtonFlags_PressedOnClick | ImGuiButtonFlags_NoNavFocus);
    ImGui::PopItemFlag();
    return item;
}

}  // namespace

std::string_view SelectableText::selected(std::string_view text) const {
    if (seen_frame_ != ImGui::GetFrameCount() || range_.end > text.size() || empty()) return {};
    return text.substr(range_.begin, range_.end - range_.begin);
}

void SelectableText::forget_other(std::uint64_t shown, std::string_view text) {
    const bool same = shown == shown_ && seen_frame_ + 1 >= ImGui::GetFrameCount() && range_.end <= text.size();
    if (!same) *this = {};
    shown_ = shown;
    seen_frame_ = ImGui::GetFrameCount();
}

TextRange SelectableText::unit_at(const UiContext& ui, std::string_view text, const TextHit& hit) const {
    switch (unit_) {
        case Unit::character: return {hit.caret, hit.caret};
        case Unit::word: return ui.text.word_at(text, hit.character.begin);
        case Unit::paragraph: return paragraph_around(text, hit.character.begin);
    }
    return {};
}

void SelectableText::extend_to(TextRange part) {
    range_ = {std::min(anchor_.begin, part.begin), std::max(anchor_.end, part.end)};
}

void SelectableText::press(const UiContext& ui, std::string_view text, const TextHit& hit) {
    dragging_ = true;
    const ImGuiIO& io = ImGui::GetIO();
    if (io.KeyShift) return extend_to(unit_at(ui, text, hit));
    const int count = io.MouseClickedCount[ImGuiMouseButton_Left];
    unit_ = count <= 1 ? Unit::character : count == 2 ? Unit::word : Unit::paragraph;
    range_ = anchor_ = unit_at(ui, text, hit);
}

void SelectableText::point(const UiContext& ui, const Item& item, std::string_view text, const TextStyle& style) {
    if (item.hovered || item.held) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    dragging_ = dragging_ && item.held;
    const bool menu_asked = item.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    if (!item.pressed && !dragging_ && !menu_asked) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const TextHit hit = ui.text.hit(text, style, {mouse.x - item.box.Min.x, mouse.y - item.box.Min.y});
    if (item.pressed && ImGui::IsMouseClicked(ImGuiMouseButton_Left)) {
        press(ui, text, hit);
    } else if (dragging_) {
        extend_to(unit_at(ui, text, hit));
        scroll_after_pointer(ui);
    } else if (menu_asked && (hit.character.begin < range_.begin || hit.character.end > range_.end)) {
        range_ = anchor_ = ui.text.word_at(text, hit.character.begin);
    }
}

/// Escape and presses elsewhere; those that are about a menu or the window's scroll bar are not.
void SelectableText::leave(const Item& item) {
    const bool menu_was_open = menu_open_;
    menu_open_ = popup_shown();
    if (ImGui::GetIO().WantTextInput || (empty() && !menu_was_open)) return;
    if (ImGui::IsKeyPressed(ImGuiKey_Escape, false) && !menu_open_) {
        if (!menu_was_open) clear();
        // One press of Escape does one thing.
        ImGui::SetKeyOwner(ImGuiKey_Escape, ImGuiKeyOwner_Any, ImGuiInputFlags_LockThisFrame);
    }
    const bool scrolls = ImGui::GetActiveID() == ImGui::GetWindowScrollbarID(ImGui::GetCurrentWindow(), ImGuiAxis_Y);
    if (ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !item.held && !menu_open_ && !scrolls) clear();
}

bool SelectableText::menu_ui(const UiContext& ui, std::string_view name, std::string_view text,
                             const SelectableTextOptions& options) {
    if (!begin_menu_ui(ui, name, MenuPlace::at_pointer)) return false;
    const std::string base = std::string(name) + '/';
    if (menu_item_ui(ui, base + "copy", "Copy",
                     {.icon = Icon::copy, .shortcut = options.copy_key, .disabled = empty()})) {
        ImGui::SetClipboardText(std::string(selected(text)).c_str());
    }
    if (menu_item_ui(ui, base + "select-all", "Select all", {.icon = Icon::text_cursor_input})) {
        range_ = anchor_ = {0, static_cast<std::uint32_t>(text.size())};
    }
    const bool search =
        menu_item_ui(ui, base + "search", "Search for this", {.icon = Icon::search, .disabled = empty()});
    end_menu_ui();
    return search;
}

bool SelectableText::draw_ui(const UiContext& ui, std::string_view name, std::uint64_t shown, std::string_view text,
                             const TextStyle& style, const SelectableTextOptions& options) {
    forget_other(shown, text);
    if (ImGui::GetCurrentWindow()->SkipItems) return false;
    const ImVec2 size = ui.text.measure(text, style);
    const Item item = text_item(ui, name, {std::max(size.x, style.wrap_width), size.y});
    const ImGuiLastItemData drawn = ImGui::GetCurrentContext()->LastItemData;
    if (item.list) {
        point(ui, item, text, style);
        draw_selection(ui, item, text, style, range_);
        ui.text.draw(*item.list, item.box.Min, text, style);
    }
    leave(item);
    if (item.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right)) open_menu(name);
    const bool search = menu_ui(ui, name, text, options);
    ui.probe.add({.name = std::string(name), .role = Role::text, .label = std::string(text),
                  .value = std::string(selected(text)), .min = item.box.Min, .max = item.box.Max});
    ImGui::GetCurrentContext()->LastItemData = drawn;
    return search;
}

}  // namespace labelscape
