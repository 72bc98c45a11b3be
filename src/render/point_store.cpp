#include "render/point_store.hpp"

#include <algorithm>

namespace labelscape {
namespace {

constexpr std::size_t k_color_block = 4096;

}  // namespace

void PointStore::sync(const ScatterInputs& inputs) {
    const bool moved = !uploaded_ || inputs.positions_version != positions_version_;
    const bool colored = moved || inputs.colors_version != colors_version_;
    const bool flagged = moved || inputs.flags_version != flags_version_;
    if (!colored && !flagged) return;

    bind_vertex_array();
    if (moved) sync_positions(inputs);
    if (!moved && inputs.colors_version == colors_version_ + 1 && !inputs.recolored.empty()) {
        for (const std::uint32_t point : inputs.recolored) recolor(inputs, point);
    } else if (colored) {
        sync_colors(inputs, moved);
    }
    if (flagged) {
        layers_ = PointLayers(order_, inputs.flags);
        if (layers_.has_list()) list_buffer_.set(std::as_bytes(layers_.list()), GL_DYNAMIC_DRAW);
    }
    positions_version_ = inputs.positions_version;
    colors_version_ = inputs.colors_version;
    flags_version_ = inputs.flags_version;
    uploaded_ = true;
}

void PointStore::sync_positions(const ScatterInputs& inputs) {
    order_ = PointOrder(inputs.positions);
    std::vector<Vec2> in_order(order_.points().size());
    for (std::size_t place = 0; place < in_order.size(); ++place) {
        const std::size_t point = order_.points()[place];
        in_order[place] = {inputs.positions[2 * point], inputs.positions[2 * point + 1]};
    }
    position_buffer_.set(bytes_of(in_order));
    glEnableVertexAttribArray(0);
    glVertexAttribPointer(0, 2, GL_FLOAT, GL_FALSE, 0, nullptr);
}

Rgba8 PointStore::color_at(const ScatterInputs& inputs, std::size_t place) const {
    const std::size_t index = inputs.colors.empty() ? 0 : inputs.colors[order_.points()[place]];
    const Rgba8 base = index < inputs.palette.size() ? inputs.palette[index] : Rgba8{128, 128, 128, 255};
    return with_alpha(base, order_.crowding()[place]);
}

void PointStore::recolor(const ScatterInputs& inputs, std::uint32_t point) {
    const std::int64_t place = order_.place_of(point);
    if (place < 0) return;
    Rgba8& color = colors_[static_cast<std::size_t>(place)];
    color = color_at(inputs, static_cast<std::size_t>(place));
    color_buffer_.set_part(static_cast<std::size_t>(place) * sizeof(Rgba8), std::as_bytes(std::span(&color, 1)));
}

void PointStore::sync_colors(const ScatterInputs& inputs, bool all) {
    const auto points = order_.points();
    colors_.resize(points.size());
    std::size_t dirty_begin = 0, dirty_end = 0;  // the pending run of changed blocks
    const auto upload = [&] {
        if (all || dirty_begin == dirty_end) return;
        color_buffer_.set_part(
            dirty_begin * sizeof(Rgba8),
            std::as_bytes(std::span(colors_).subspan(dirty_begin, dirty_end - dirty_begin)));
    };
    for (std::size_t begin = 0; begin < points.size(); begin += k_color_block) {
        const std::size_t end = std::min(begin + k_color_block, points.size());
        bool changed = false;
        for (std::size_t place = begin; place < end; ++place) {
            const Rgba8 color = color_at(inputs, place);
            changed |= color != colors_[place];
            colors_[place] = color;
        }
        if (!changed) continue;
        if (dirty_end != begin) {
            upload();
            dirty_begin = begin;
        }
        dirty_end = end;
    }
    upload();
    if (!all) return;
    color_buffer_.set(bytes_of(colors_), GL_DYNAMIC_DRAW);
    glEnableVertexAttribArray(1);
    glVertexAttribPointer(1, 4, GL_UNSIGNED_BYTE, GL_TRUE, 0, nullptr);
}

void PointStore::bind_vertex_array() {
    glBindVertexArray(vertex_array_.need());
}

std::int64_t PointStore::draw(std::span<const PointRun> runs) {
    bind_vertex_array();
    std::int64_t drawn = 0;
    for (const PointRun& run : runs) {
        const auto count = static_cast<GLsizei>(run.count);
        if (layers_.has_list()) {
            const std::size_t offset = std::size_t{run.begin} * sizeof(std::uint32_t);
            glDrawElements(GL_POINTS, count, GL_UNSIGNED_INT,
                           reinterpret_cast<const void*>(offset));
        } else {
            glDrawArrays(GL_POINTS, static_cast<GLint>(run.begin), count);
        }
        drawn += count;
    }
    return drawn;
}

void PointStore::draw_point(std::int32_t point) {
    const std::int64_t place = point < 0 ? -1 : order_.place_of(static_cast<std::uint32_t>(point));
    if (place < 0) return;
    bind_vertex_array();
    glDrawArrays(GL_POINTS, static_cast<GLint>(place), 1);
}

void PointStore::forget() {
    uploaded_ = false;
    vertex_array_.forget();
    position_buffer_.forget();
    color_buffer_.forget();
    list_buffer_.forget();
}

}  // namespace labelscape
