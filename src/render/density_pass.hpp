#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "render/gl_objects.hpp"
#include "render/point_store.hpp"
#include "render/scatter_view.hpp"

namespace labelscape {

/// A soft tint below the points where they crowd; it fades as one zooms in and the points come
/// apart. Drawn only in tiles where it shows: in software GL every pixel counts.
class DensityPass {
public:
    /// Lets the driver compile; else link() does.
    void prepare();
    /// Waits for the driver; else the first use does.
    Status link();
    /// Nothing is computed or drawn where the zoom leaves nothing to see.
    Status draw(const ScatterInputs& inputs, const PointStore& store, const ScatterView& view);
    void forget();

private:
    void sync(const ScatterInputs& inputs, const PointStore& store);

    GlProgram program_;
    GlVertexArray vertex_array_;
    GlBuffer tile_buffer_{GL_ARRAY_BUFFER};
    GlTexture texture_;
    DataBounds bounds_;
    std::int32_t corner_count_ = 0;
    bool filled_ = false;
    std::uint64_t positions_version_ = 0;
    std::uint64_t colors_version_ = 0;
    std::uint64_t flags_version_ = 0;
};

}  // namespace labelscape
