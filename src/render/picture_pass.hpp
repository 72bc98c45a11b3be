#pragma once

#include "base/result.hpp"
#include "render/color.hpp"
#include "render/gl_objects.hpp"

namespace labelscape {

/// Copies a picture over the viewport.
class PicturePass {
public:
    /// Lets the driver compile; else link() does.
    void prepare();
    /// Waits for the driver; else the first use does.
    Status link();
    /// The picture times `tint` at `opacity`; opaque white copies it as it is.
    Status draw(GlPicture& picture, Rgba8 tint, float opacity);
    void forget() { program_.forget(); }

private:
    GlProgram program_;
};

}  // namespace labelscape
