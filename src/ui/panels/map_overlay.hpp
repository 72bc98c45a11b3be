#pragma once

#include <string_view>

#include "ui/panel_args.hpp"

namespace labelscape {

/// Where a floating box hangs on the map: this share of it lies left of and above the point.
struct OverlayPlace {
    ImVec2 at{};
    ImVec2 pivot{};
};

/// A floating box over the map that fits its content; what is under it gets no pointer. Always call end_overlay_ui.
void begin_overlay_ui(const UiContext& ui, std::string_view name, const OverlayPlace& place);
/// Where it stood: add it to what names keep clear of.
Area end_overlay_ui();

}  // namespace labelscape
