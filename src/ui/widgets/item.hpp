#pragma once

#include <imgui.h>
#include <imgui_internal.h>

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

/// What the widgets of this folder have in common: a box that can be pressed and has the keyboard's ring.
struct Item {
    ImRect box;
    ImGuiID id = 0;
    ImDrawList* list = nullptr;       ///< null: not visible, draw nothing
    bool pressed = false;
    bool hovered = false;
    bool held = false;
};

/// Takes place at the cursor and acts as a button. The id is made of the name alone.
Item press_item(const UiContext& ui, std::string_view name, ImVec2 size, bool disabled = false,
                ImGuiButtonFlags flags = 0);
/// The same at a given place, without moving the cursor.
Item press_item_at(const UiContext& ui, std::string_view name, const ImRect& box, bool disabled = false,
                   ImGuiButtonFlags flags = 0);
ImGuiID item_id(std::string_view name);

/// A ring around an item while the keyboard is on it.
void draw_focus_ring(const UiContext& ui, const Item& item, float radius);
/// Fill of a surface for an item's state: hovered, held.
ImU32 state_fill(const UiContext& ui, const Item& item, ImU32 base);

/// Draws one line of any script, centered in height. Returns its width.
float draw_line(const UiContext& ui, ImDrawList& list, ImVec2 at, float height, std::string_view text,
                const TextStyle& style);
float text_width(const UiContext& ui, std::string_view text, const TextStyle& style);
/// Background, edge and soft shadow of the current window; it must have been begun without a background.
void draw_floating(const UiContext& ui, float radius, ImU32 fill);
/// `width` as widgets take it: 0 gives `fit`, negative fills the line.
float resolve_width(float width, float fit);

}  // namespace labelscape
