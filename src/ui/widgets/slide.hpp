#pragma once

#include "ui/widgets/item.hpp"

namespace labelscape {

/// A value that follows the pointer along a line.
struct SlideRange {
    float left = 0, right = 0;        ///< pixels of low and high
    float low = 0, high = 1;
    float step = 0;                   ///< the value is a multiple of it, from low; 0: any value
};

/// Moves `value` by a held pointer, and by keys while the keyboard is on the item: arrows by a step, with Shift and
/// Page Up/Down by ten, Home and End. Marks the item as edited. True when the value changed.
bool slide(const Item& item, const SlideRange& range, float& value);

}  // namespace labelscape
