#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace labelscape {

/// A rectangle in CSS pixels of the page.
struct NameBox {
    float min_x = 0, min_y = 0, max_x = 0, max_y = 0;

    bool overlaps(const NameBox& other) const {
        return min_x < other.max_x && other.min_x < max_x && min_y < other.max_y && other.min_y < max_y;
    }
    float width() const { return max_x - min_x; }
    float height() const { return max_y - min_y; }
};

/// A name that wants to stand with its middle at (x, y).
struct NameWish {
    std::uint32_t place = 0;         ///< of the caller
    float x = 0, y = 0;
    float width = 0, height = 0;
};

struct PlacedName {
    std::uint32_t place = 0;
    NameBox box;
};

struct NameOptions {
    NameBox view;                     ///< names stand inside it; those whose middle is outside are left out
    float gap_x = 12, gap_y = 8;      ///< kept free between two names
    float coverage = 0.10f;           ///< share of the view that names may cover; larger shows more
    std::span<const NameBox> blocked = {};   ///< places of other things
};

/// Places names greedily in the given order, so give the most important first: none overlaps another or a blocked
/// place, all are inside the view. A name is pushed in from the view's edge, never away from another name.
std::vector<PlacedName> place_names(std::span<const NameWish> wishes, const NameOptions& options);

}  // namespace labelscape
