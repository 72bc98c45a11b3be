#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "render/gl_objects.hpp"
#include "render/point_layers.hpp"
#include "render/point_order.hpp"
#include "render/scatter_inputs.hpp"

namespace labelscape {

/// The points on the GPU, in PointOrder: 12 bytes a point, and 4 more where flags are set.
class PointStore {
public:
    /// Uploads what the versions say has changed, and of the colors only the blocks that differ.
    void sync(const ScatterInputs& inputs);

    const PointOrder& order() const { return order_; }
    const PointLayers& layers() const { return layers_; }
    /// Colors by place of the order; the alpha byte holds the crowding.
    std::span<const Rgba8> colors() const { return colors_; }

    /// With the program in use; returns the number of points.
    std::int64_t draw(std::span<const PointRun> runs);
    /// One point of the data; nothing where it has no place.
    void draw_point(std::int32_t point);
    void forget();

private:
    void sync_positions(const ScatterInputs& inputs);
    void sync_colors(const ScatterInputs& inputs, bool all);
    void recolor(const ScatterInputs& inputs, std::uint32_t point);
    Rgba8 color_at(const ScatterInputs& inputs, std::size_t place) const;
    void bind_vertex_array();

    PointOrder order_;
    PointLayers layers_;
    std::vector<Rgba8> colors_;
    std::uint64_t positions_version_ = 0;
    std::uint64_t colors_version_ = 0;
    std::uint64_t flags_version_ = 0;
    bool uploaded_ = false;

    GlVertexArray vertex_array_;
    GlBuffer position_buffer_{GL_ARRAY_BUFFER};
    GlBuffer color_buffer_{GL_ARRAY_BUFFER};
    GlBuffer list_buffer_{GL_ELEMENT_ARRAY_BUFFER};
};

}  // namespace labelscape
