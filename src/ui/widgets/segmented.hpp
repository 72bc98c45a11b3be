#pragma once

#include <span>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct Segment {
    std::string_view id;              ///< last part of the probe's name
    std::string_view label;
    Icon icon = Icon::none;
    std::string_view tooltip = {};
    bool icon_only = false;           ///< the label is then only the accessible name
};

/// One of few choices, side by side. True when `selected` changed. Items are "name/id". Arrow keys move.
/// `width` 0 fits, -1 fills the line with equal parts.
bool segmented_ui(const UiContext& ui, std::string_view name, std::string_view label, std::span<const Segment> segments,
                  int& selected, float width = 0);

/// The same as tabs at the head of a panel: an underline instead of a box.
bool tabs_ui(const UiContext& ui, std::string_view name, std::string_view label, std::span<const Segment> segments,
             int& selected);

}  // namespace labelscape
