#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

/// A panel at a fixed place: background, and a region for the screen reader named `title`.
/// Always call end_panel_ui.
void begin_panel_ui(const UiContext& ui, std::string_view name, std::string_view title, ImVec2 min, ImVec2 max);
void end_panel_ui();
/// F6 and Shift+F6 take the keyboard to the next panel, from left to right. Once a frame, outside of panels.
void panel_keys_ui();

/// The line at the head of a panel: title, count, and place for buttons from the right (place_right).
/// `count` below 0 is not shown.
void panel_header_ui(const UiContext& ui, std::string_view name, std::string_view title, std::int64_t count = -1,
                     Icon icon = Icon::none);
/// Puts the cursor on the last line so that an item of `width` ends `from_right` before the right edge.
void place_right(float width, float from_right = 0);

/// A scrolling part; `height` as of ImGui::BeginChild (0 fills, negative leaves so much). Always call end_scroll_ui.
void begin_scroll_ui(const UiContext& ui, std::string_view name, float height = 0, bool padded = true);
void end_scroll_ui();

/// Hairline over the whole width of the window.
void separator_ui(const UiContext& ui);
/// A quiet heading inside a panel.
void section_ui(const UiContext& ui, std::string_view text);
/// A bar between two panels that can be dragged; `position` is the coordinate it moves. True while it changes.
bool splitter_ui(const UiContext& ui, std::string_view name, std::string_view label, bool vertical, ImVec2 at,
                 float length, float& position, float low, float high);
/// A framed box for its content: begin, items, end.
void begin_card_ui(const UiContext& ui, std::string_view name, float width = 0);
void end_card_ui(const UiContext& ui);
/// A key as on a keyboard. Returns its width; `list` null only measures.
float draw_key_cap(const UiContext& ui, ImDrawList* list, ImVec2 at, std::string_view key, float alpha = 1);

}  // namespace labelscape
