#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "render/point_order.hpp"

namespace labelscape {

/// Drawn in this order.
enum class PointLayer : std::uint8_t { dimmed, normal, selected };
inline constexpr std::int32_t k_point_layer_count = 3;

/// `count` entries of the list of places from `begin` on.
struct PointRun {
    std::uint32_t begin = 0;
    std::uint32_t count = 0;
    bool operator==(const PointRun&) const = default;
};

/// Which points lie in which layer, by their flags, in the order's order; hidden points are in
/// none.
class PointLayers {
public:
    PointLayers() = default;
    /// `flags` by point as in ScatterInputs, or empty.
    PointLayers(const PointOrder& order, std::span<const std::uint8_t> flags);

    /// False where all points are normal: then runs count places of the order and there is no list.
    bool has_list() const { return has_list_; }
    /// Places of the order, layer after layer.
    std::span<const std::uint32_t> list() const { return list_; }
    std::int64_t count(PointLayer layer) const;

    /// Points per level that a view of `bounds` needs, over all layers.
    std::array<std::int64_t, PointOrder::k_level_count> visible_by_level(
        const PointOrder& order, const DataBounds& bounds) const;
    /// Runs of the list (or of the order) that show the layer's points of levels 0..`last_level` in
    /// `bounds`; some points outside may be among them. Runs near each other are joined: a draw
    /// call costs more than a few points.
    void append_runs(const PointOrder& order, PointLayer layer, const DataBounds& bounds,
                     std::int32_t last_level, std::vector<PointRun>& runs) const;

private:
    bool has_list_ = false;
    std::vector<std::uint32_t> list_;
    /// Where each chunk's part of a layer begins in the list, and the end of the last.
    std::array<std::vector<std::uint32_t>, k_point_layer_count> chunk_begin_;
};

/// The most levels that need at most `budget` points; never less than the first.
std::int32_t last_level_within(
    std::int64_t budget,
    const std::array<std::int64_t, PointOrder::k_level_count>& visible_by_level);

}  // namespace labelscape
