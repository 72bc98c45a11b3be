#pragma once

#include <array>

#include "app/view_state.hpp"
#include "ui/view.hpp"

namespace labelscape {

constexpr float k_min_side = 240;            ///< in CSS pixels
constexpr float k_max_side_share = 0.34f;    ///< of the page's width; where it is less than k_min_side it holds
constexpr float k_min_dock = 120;
constexpr float k_max_dock_share = 0.6f;     ///< of the height of the columns

/// How many views are shown at each place.
using PlaceCounts = std::array<int, k_place_count>;

/// Where the places stand on the page. A place without views takes no room.
class Places {
public:
    Places() = default;
    Places(ImVec2 page, float bar_height, const PlaceCounts& counts, const PlaceSizes& sizes);

    const Area& area(Place place) const { return areas_[static_cast<std::size_t>(place)]; }
    /// Of the `nth` of its views: those of the sides and of the dock share the place, others stand in the same one.
    Area area(Place place, int nth) const;
    bool used(Place place) const { return counts_[static_cast<std::size_t>(place)] > 0; }
    /// Below the top bar.
    const Area& columns() const { return area(Place::page); }

private:
    Area& at(Place place) { return areas_[static_cast<std::size_t>(place)]; }

    PlaceCounts counts_{};
    std::array<Area, k_place_count> areas_{};
};

}  // namespace labelscape
