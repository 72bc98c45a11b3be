#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "app/app_state.hpp"
#include "core/geom/point_grid.hpp"
#include "render/camera2d.hpp"

namespace labelscape {

/// Where the points stand and how they are marked. Arrays are made again only when what they come from has changed.
class MapPoints {
public:
    void update(const AppState& state);

    bool live() const { return live_; }
    /// x0, y0, x1, y1, ... of all documents; empty when there is no map.
    std::span<const float> positions() const;
    std::uint64_t positions_version() const { return positions_version_; }
    /// Where documents stand that count, and no others.
    const DataBounds& bounds() const { return bounds_; }
    /// Where nearly all of them stand: what is shown at first.
    const DataBounds& dense_bounds() const { return dense_; }
    std::uint32_t placed() const { return placed_; }

    const std::vector<std::uint8_t>& flags() const { return flags_; }
    std::uint64_t flags_version() const { return flags_version_; }
    /// Selected documents that count.
    std::uint32_t selected() const { return selected_; }
    /// Selected without a label, with a suggestion.
    std::uint32_t acceptable() const { return acceptable_; }

    /// The nearest document that passes the filter; nothing while the map is being computed.
    std::optional<DocId> nearest(const AppState& state, Vec2 data, float radius);
    /// Documents that pass the filter inside a lasso or a box.
    Bitset inside(const AppState& state, std::span<const Vec2> lasso);
    Bitset inside(const AppState& state, const DataBounds& box);

private:
    /// What the flags come from, besides the filter.
    struct FlagInputs {
        std::uint64_t active = 0, positions = 0;
        bool operator==(const FlagInputs&) const = default;
    };

    void update_positions(const AppState& state);
    void update_flags(const AppState& state);
    std::uint8_t flag_of(const AppState& state, DocId doc) const;
    void count_selected(const AppState& state);
    const PointGrid& grid();

    std::vector<Point2> points_;          ///< by document; of `positions_version_`
    bool live_ = false;
    std::uint64_t layout_version_ = 0, live_version_ = 0, active_version_ = 0;
    std::uint64_t positions_version_ = 0;
    DataBounds bounds_, dense_;
    std::uint32_t placed_ = 0;

    std::vector<std::uint8_t> flags_;
    std::uint64_t flags_version_ = 0;
    FlagInputs flag_inputs_;
    std::uint64_t seen_visible_ = 0, seen_changes_ = 0;
    Bitset selection_;
    std::uint32_t selected_ = 0, acceptable_ = 0;
    std::uint64_t counted_ = 0, counted_flags_ = 0;   ///< versions that those two are of

    PointGrid grid_;
    std::uint64_t grid_version_ = 0;
};

}  // namespace labelscape
