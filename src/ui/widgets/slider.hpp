#pragma once

#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct SliderOptions {
    float step = 0;                   ///< of the keys and of the value; 0: a hundredth of the range, not rounded
    const char* format = "%.2f";      ///< of the value at the end of the line; empty: not shown
    std::string_view low_text = {};   ///< words at the ends instead of a value, such as "coarse" and "fine"
    std::string_view high_text = {};
    float width = 0;                  ///< 0 fills the line
    bool disabled = false;
};

/// True while `value` changes. Arrow keys, Page Up/Down, Home and End when focused.
bool slider_ui(const UiContext& ui, std::string_view name, std::string_view label, float low, float high, float& value,
               const SliderOptions& options = {});
/// True in the frame in which the last slider or histogram was let go: the end of one gesture.
bool slider_released();

}  // namespace labelscape
