#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

enum class ChipLook : std::uint8_t {
    solid,      ///< the label is assigned
    dashed,     ///< suggested, not accepted
    outlined,   ///< a choice: in the label panel, in menus
};

struct LabelChip {
    std::string_view text;            ///< the label's name
    std::uint32_t color = 0;          ///< as stored, 0xRRGGBB
    ChipLook look = ChipLook::solid;
    std::string_view key = {};        ///< the key that assigns it, shown as a key cap
    std::string_view note = {};       ///< count or confidence after the name
    std::string_view tooltip = {};
    bool removable = false;           ///< an x at the end
    bool interactive = true;          ///< false: only shown
    float max_width = 0;              ///< the name is cut; 0: 220
};

struct ChipResult {
    bool pressed = false;
    bool removed = false;
};

/// At the cursor, on the current line; control_small high.
ChipResult label_chip_ui(const UiContext& ui, std::string_view name, const LabelChip& chip);
float label_chip_width(const UiContext& ui, const LabelChip& chip);
/// Draws a chip that is not a widget, for rows of long lists. Returns its width.
float draw_label_chip(const UiContext& ui, ImDrawList& list, ImVec2 at, const LabelChip& chip);
/// The round mark of a label's color.
void draw_label_dot(const UiContext& ui, ImDrawList& list, ImVec2 center, float radius, std::uint32_t color);

struct FilterChipOptions {
    Icon icon = Icon::none;
    bool negated = false;             ///< struck through and told as "not"
    std::string_view tooltip = {};
};

/// A condition of the filter: press toggles its meaning, the x removes it.
ChipResult filter_chip_ui(const UiContext& ui, std::string_view name, std::string_view text,
                          const FilterChipOptions& options = {});

/// Puts the next chip on this line if `width` fits before the right edge, else on a new one.
void next_chip(const UiContext& ui, float width);

}  // namespace labelscape
