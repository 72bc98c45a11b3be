#include "ui/places.hpp"

#include <algorithm>

namespace labelscape {
namespace {

/// On narrow pages the sides give way to the middle.
float side_width(float wanted, float page_width) {
    return std::min(std::max(wanted, k_min_side), page_width * k_max_side_share);
}

/// Where the `nth` of `count` views begins that share a place, as a part of it.
float share_begin(int nth, int count) {
    constexpr float k_two[] = {0, 0.42f};
    constexpr float k_three[] = {0, 0.30f, 0.68f};
    if (nth < count && count == 2) return k_two[nth];
    if (nth < count && count == 3) return k_three[nth];
    return static_cast<float>(nth) / static_cast<float>(count);
}

}  // namespace

Places::Places(ImVec2 page, float bar_height, const PlaceCounts& counts, const PlaceSizes& sizes) : counts_(counts) {
    const float bar = used(Place::top) ? bar_height : 0;
    const Area below{{0, bar}, page};
    const float left = used(Place::left) ? side_width(sizes.left, page.x) : 0;
    const float right = used(Place::right) ? page.x - side_width(sizes.right, page.x) : page.x;
    const float dock = std::min(std::max(sizes.dock, k_min_dock), below.height() * k_max_dock_share);
    const float bottom = used(Place::dock) ? page.y - dock : page.y;
    at(Place::top) = {{0, 0}, {page.x, bar}};
    at(Place::page) = below;
    at(Place::left) = {below.min, {left, page.y}};
    at(Place::center) = {{left, bar}, {right, bottom}};
    at(Place::right) = {{right, bar}, page};
    at(Place::dock) = {{left, bottom}, {right, page.y}};
    at(Place::overlay) = {{left, bar}, {right, page.y}};
    at(Place::dialog) = {{0, 0}, page};
}

Area Places::area(Place place, int nth) const {
    Area part = area(place);
    const int count = counts_[static_cast<std::size_t>(place)];
    if (place == Place::left || place == Place::right) {
        const float begin = part.min.y, height = part.height();
        part.min.y = begin + height * share_begin(nth, count);
        if (nth + 1 < count) part.max.y = begin + height * share_begin(nth + 1, count);
    } else if (place == Place::dock) {
        const float begin = part.min.x, width = part.width() / static_cast<float>(count);
        part.min.x = begin + width * static_cast<float>(nth);
        part.max.x = part.min.x + width;
    }
    return part;
}

}  // namespace labelscape
