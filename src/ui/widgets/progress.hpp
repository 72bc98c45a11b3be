#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

/// A bar; `fraction` 0..1, negative: unknown, a moving stripe. `width` 0 fills the line.
void progress_bar_ui(const UiContext& ui, std::string_view name, std::string_view label, float fraction,
                     float width = 0, float height = 4);

struct ProgressRow {
    std::string_view title;
    std::string_view stage = {};
    std::string_view unit = {};       ///< "texts": shown with the rate
    std::int64_t done = 0;
    std::int64_t total = 0;           ///< 0: unknown
    double elapsed_s = 0;
    bool cancelling = false;
    bool cancellable = true;
};

/// Title, stage, bar, rate, time left and a cancel button. True when cancel was pressed.
bool progress_row_ui(const UiContext& ui, std::string_view name, const ProgressRow& row);

/// A small turning mark, for what takes a moment.
void spinner_ui(const UiContext& ui, float size = 0);

}  // namespace labelscape
