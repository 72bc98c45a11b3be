#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

/// Explains the last item after a short rest of the pointer, and when the keyboard is on it. Any script, wrapped.
void tooltip_ui(const UiContext& ui, std::string_view text, std::string_view shortcut = {});
/// A word of the trade with a dotted underline; resting on it explains it.
void term_ui(const UiContext& ui, std::string_view term, std::string_view explanation, const TextStyle& style);
/// A round question mark at the end of a line that explains what stands before it.
void help_mark_ui(const UiContext& ui, std::string_view name, std::string_view explanation);
/// True when the last item was rested on long enough to explain it; then draw between begin and end.
bool begin_tooltip_ui(const UiContext& ui);
void end_tooltip_ui();

}  // namespace labelscape
