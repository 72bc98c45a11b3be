#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

/// Text as an item at the cursor, of any script. Ready-made styles; change `color` and the like in between.
TextStyle body(const UiContext& ui);        ///< text color, one line
TextStyle secondary(const UiContext& ui);   ///< body size, quieter
TextStyle caption(const UiContext& ui);     ///< small and quiet
TextStyle strong(const UiContext& ui);      ///< body size, semibold
TextStyle title(const UiContext& ui);       ///< large, semibold

void text_ui(const UiContext& ui, std::string_view text, const TextStyle& style);
/// Wraps at the right edge of the window or column.
void text_wrapped_ui(const UiContext& ui, std::string_view text, TextStyle style);
/// One line, cut with an ellipsis at the right edge; the whole text as a tooltip when it was cut.
void text_cut_ui(const UiContext& ui, std::string_view text, TextStyle style);
/// A heading that screen readers can jump to.
void heading_ui(const UiContext& ui, std::string_view name, std::string_view text);

}  // namespace labelscape
