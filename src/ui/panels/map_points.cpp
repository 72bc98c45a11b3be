#include "ui/panels/map_points.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "render/scatter_inputs.hpp"

namespace labelscape {
namespace {

/// Interval of one coordinate without the outermost hundredths, a quarter wider.
std::pair<float, float> middle_of(std::vector<float> values) {
    const auto cut = static_cast<std::ptrdiff_t>(values.size() / 100);
    std::nth_element(values.begin(), values.begin() + cut, values.end());
    const float low = values[static_cast<std::size_t>(cut)];
    const auto last = values.end() - 1 - cut;
    std::nth_element(values.begin(), last, values.end());
    const float margin = (*last - low) * 0.125f;
    return {low - margin, *last + margin};
}

/// Where nearly all stand: a few far islands would make the rest of the map small.
DataBounds without_islands(const std::vector<float>& placed, const DataBounds& all) {
    if (placed.empty()) return all;
    std::vector<float> xs, ys;
    for (std::size_t i = 0; i < placed.size(); i += 2) {
        xs.push_back(placed[i]);
        ys.push_back(placed[i + 1]);
    }
    const auto [left, right] = middle_of(std::move(xs));
    const auto [bottom, top] = middle_of(std::move(ys));
    return {std::max(all.min_x, left), std::max(all.min_y, bottom), std::min(all.max_x, right),
            std::min(all.max_y, top)};
}

}  // namespace

std::span<const float> MapPoints::positions() const {
    static_assert(sizeof(Point2) == 2 * sizeof(float));
    return {reinterpret_cast<const float*>(points_.data()), 2 * points_.size()};
}

void MapPoints::update(const AppState& state) {
    update_positions(state);
    update_flags(state);
    if (counted_ != state.derived_version || flags_version_ != counted_flags_) count_selected(state);
    counted_ = state.derived_version;
    counted_flags_ = flags_version_;
}

void MapPoints::update_positions(const AppState& state) {
    const std::uint64_t layout = state.project.layout.version();
    const bool same = layout == layout_version_ && state.live_layout_version == live_version_ &&
                      state.active_version == active_version_ &&
                      (points_.empty() || points_.size() == state.project.size());
    if (same && positions_version_ != 0) return;
    const bool moved = layout != layout_version_ || state.live_layout_version != live_version_ ||
                       points_.size() != state.project.size() || positions_version_ == 0;
    layout_version_ = layout;
    live_version_ = state.live_layout_version;
    active_version_ = state.active_version;
    live_ = !state.live_layout.empty();
    const std::vector<float>* xy = live_                   ? &state.live_layout
                                   : *state.project.layout ? &(*state.project.layout)->xy
                                                           : nullptr;
    if (moved) {
        ++positions_version_;
        constexpr float k_nowhere = std::numeric_limits<float>::quiet_NaN();
        points_.clear();
        if (xy) points_.assign(state.project.size(), {k_nowhere, k_nowhere});
        const std::size_t count = xy ? std::min(points_.size(), xy->size() / 2) : 0;
        for (std::size_t i = 0; i < count; ++i) points_[i] = {(*xy)[2 * i], (*xy)[2 * i + 1]};
    }
    std::vector<float> placed;
    state.active.for_each([&](DocId doc) {
        if (doc >= points_.size() || !std::isfinite(points_[doc].x) || !std::isfinite(points_[doc].y)) return;
        placed.push_back(points_[doc].x);
        placed.push_back(points_[doc].y);
    });
    placed_ = static_cast<std::uint32_t>(placed.size() / 2);
    bounds_ = bounds_of(std::span<const float>(placed));
    dense_ = without_islands(placed, bounds_);
}

std::uint8_t MapPoints::flag_of(const AppState& state, DocId doc) const {
    std::uint8_t flag = 0;
    if (!state.active.test(doc)) flag |= k_point_hidden;
    if (!state.visible.test(doc)) flag |= k_point_dimmed;
    if (selection_.test(doc)) flag |= k_point_selected;
    return flag;
}

void MapPoints::update_flags(const AppState& state) {
    const FlagInputs inputs{state.active_version, positions_version_};
    const bool same = flags_version_ != 0 && inputs == flag_inputs_ && selection_ == state.selection.docs;
    const Annotations& annotations = *state.project.annotations;
    const auto changes = annotations.changes_since(seen_changes_);
    seen_changes_ = annotations.change_count();
    if (same && seen_visible_ == state.visible_version) return;
    const bool few = same && changes && seen_visible_ >= state.visible_by_labels_since;
    seen_visible_ = state.visible_version;
    ++flags_version_;
    if (few) {
        for (const AnnotationChange& change : *changes) {
            if (change.doc < flags_.size()) flags_[change.doc] = flag_of(state, change.doc);
        }
        return;
    }
    flag_inputs_ = inputs;
    selection_ = state.selection.docs;
    flags_.resize(points_.size());
    for (DocId doc = 0; doc < flags_.size(); ++doc) flags_[doc] = flag_of(state, doc);
}

void MapPoints::count_selected(const AppState& state) {
    selected_ = acceptable_ = 0;
    selection_.for_each([&](DocId doc) {
        if (!state.active.test(doc)) return;
        ++selected_;
        if (state.suggested(doc)) ++acceptable_;
    });
}

const PointGrid& MapPoints::grid() {
    if (grid_version_ != positions_version_) {
        grid_ = PointGrid(points_);
        grid_version_ = positions_version_;
    }
    return grid_;
}

std::optional<DocId> MapPoints::nearest(const AppState& state, Vec2 data, float radius) {
    if (live_ || points_.empty()) return std::nullopt;
    return grid().nearest({data.x, data.y}, radius, state.visible);
}

Bitset MapPoints::inside(const AppState& state, std::span<const Vec2> lasso) {
    std::vector<Point2> polygon;
    for (const Vec2& corner : lasso) polygon.push_back({corner.x, corner.y});
    Bitset docs = points_in_polygon(points_, polygon);
    docs.resize(state.visible.size());
    docs &= state.visible;
    return docs;
}

Bitset MapPoints::inside(const AppState& state, const DataBounds& box) {
    Bitset docs = grid().in_rect({box.min_x, box.min_y, box.max_x, box.max_y});
    docs.resize(state.visible.size());
    docs &= state.visible;
    return docs;
}

}  // namespace labelscape
