#include "render/point_layers.hpp"

#include <algorithm>

#include "render/scatter_inputs.hpp"

namespace labelscape {
namespace {

constexpr std::uint32_t k_join_gap = 512;

bool overlap(const DataBounds& a, const DataBounds& b) {
    return a.min_x <= b.max_x && b.min_x <= a.max_x && a.min_y <= b.max_y && b.min_y <= a.max_y;
}

bool in_layer(std::uint8_t flags, PointLayer layer) {
    if (flags & k_point_hidden) return false;
    if (flags & k_point_selected) return layer == PointLayer::selected;
    return layer == (flags & k_point_dimmed ? PointLayer::dimmed : PointLayer::normal);
}

}  // namespace

PointLayers::PointLayers(const PointOrder& order, std::span<const std::uint8_t> flags) {
    constexpr std::uint8_t known = k_point_hidden | k_point_dimmed | k_point_selected;
    has_list_ = std::ranges::any_of(flags, [](std::uint8_t f) { return (f & known) != 0; });
    for (std::int32_t layer = 0; layer < k_point_layer_count; ++layer) {
        auto& begins = chunk_begin_[layer];
        begins.reserve(order.chunks().size() + 1);
        for (const PointChunk& chunk : order.chunks()) {
            begins.push_back(has_list_ ? static_cast<std::uint32_t>(list_.size()) : chunk.begin);
            for (std::uint32_t place = chunk.begin; has_list_ && place < chunk.end; ++place) {
                if (in_layer(flags[order.points()[place]], static_cast<PointLayer>(layer))) {
                    list_.push_back(place);
                }
            }
        }
        begins.push_back(
            static_cast<std::uint32_t>(has_list_ ? list_.size() : order.points().size()));
        const bool all_normal = layer == static_cast<std::int32_t>(PointLayer::normal);
        if (!has_list_ && !all_normal) std::ranges::fill(begins, 0u);
    }
}

std::int64_t PointLayers::count(PointLayer layer) const {
    const auto& begins = chunk_begin_[static_cast<std::size_t>(layer)];
    return begins.empty() ? 0 : static_cast<std::int64_t>(begins.back()) - begins.front();
}

std::array<std::int64_t, PointOrder::k_level_count> PointLayers::visible_by_level(
    const PointOrder& order, const DataBounds& bounds) const {
    std::array<std::int64_t, PointOrder::k_level_count> visible{};
    for (std::size_t i = 0; i < order.chunks().size(); ++i) {
        const PointChunk& chunk = order.chunks()[i];
        if (!overlap(chunk.bounds, bounds)) continue;
        for (const auto& begins : chunk_begin_) visible[chunk.level] += begins[i + 1] - begins[i];
    }
    return visible;
}

void PointLayers::append_runs(const PointOrder& order, PointLayer layer, const DataBounds& bounds,
                              std::int32_t last_level, std::vector<PointRun>& runs) const {
    const auto& begins = chunk_begin_[static_cast<std::size_t>(layer)];
    const std::size_t first_run = runs.size();
    for (std::size_t i = 0; i < order.chunks().size(); ++i) {
        const PointChunk& chunk = order.chunks()[i];
        if (chunk.level > last_level) break;
        const std::uint32_t begin = begins[i], end = begins[i + 1];
        if (begin == end || !overlap(chunk.bounds, bounds)) continue;
        if (runs.size() > first_run &&
            begin - runs.back().begin - runs.back().count <= k_join_gap) {
            runs.back().count = end - runs.back().begin;
        } else {
            runs.push_back({begin, end - begin});
        }
    }
}

std::int32_t last_level_within(
    std::int64_t budget,
    const std::array<std::int64_t, PointOrder::k_level_count>& visible_by_level) {
    std::int64_t sum = visible_by_level[0];
    std::int32_t level = 0;
    while (level + 1 < PointOrder::k_level_count && sum + visible_by_level[level + 1] <= budget) {
        sum += visible_by_level[++level];
    }
    return level;
}

}  // namespace labelscape
