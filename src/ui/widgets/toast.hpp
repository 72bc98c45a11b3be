#pragma once

#include <span>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

enum class ToastKind : std::uint8_t { info, success, warning, error };

struct Toast {
    std::uint64_t id = 0;
    ToastKind kind = ToastKind::info;
    std::string_view text;
    std::string_view action = {};     ///< text of its button, such as "Undo"
    double age_s = 0;                 ///< for the way in
};

struct ToastResult {
    std::uint64_t dismissed = 0;      ///< id, 0: none
    std::uint64_t acted = 0;
    bool hovered = false;             ///< keep them while one reads
};

/// Stacked upwards from `foot`, the middle of their lower edge, newest below; in front of everything. "toast/<id>",
/// role status or alert.
ToastResult toasts_ui(const UiContext& ui, std::span<const Toast> toasts, ImVec2 foot);

}  // namespace labelscape
