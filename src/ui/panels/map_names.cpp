#include "ui/panels/map_names.hpp"

#include <algorithm>

namespace labelscape {
namespace {

NameBox pushed_in(const NameWish& wish, const NameBox& view) {
    const float left = std::clamp(wish.x - wish.width / 2, view.min_x, std::max(view.min_x, view.max_x - wish.width));
    const float top = std::clamp(wish.y - wish.height / 2, view.min_y, std::max(view.min_y, view.max_y - wish.height));
    return {left, top, left + wish.width, top + wish.height};
}

NameBox grown(NameBox box, float x, float y) { return {box.min_x - x, box.min_y - y, box.max_x + x, box.max_y + y}; }

}  // namespace

std::vector<PlacedName> place_names(std::span<const NameWish> wishes, const NameOptions& options) {
    const NameBox& view = options.view;
    std::vector<PlacedName> placed;
    float room = options.coverage * view.width() * view.height();
    for (const NameWish& wish : wishes) {
        if (wish.x < view.min_x || wish.x > view.max_x || wish.y < view.min_y || wish.y > view.max_y) continue;
        if (!(wish.width > 0 && wish.width <= view.width() && wish.height <= view.height())) continue;
        const NameBox box = pushed_in(wish, view);
        const NameBox needed = grown(box, options.gap_x, options.gap_y);
        const auto taken = [&](const PlacedName& other) { return needed.overlaps(other.box); };
        const auto blocked = [&](const NameBox& other) { return box.overlaps(other); };
        if (std::ranges::any_of(placed, taken) || std::ranges::any_of(options.blocked, blocked)) continue;
        room -= needed.width() * needed.height();
        if (room < 0 && !placed.empty()) break;
        placed.push_back({wish.place, box});
    }
    return placed;
}

}  // namespace labelscape
