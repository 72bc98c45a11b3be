#pragma once

#include <cstdint>
#include <memory>

#include "base/result.hpp"
#include "render/scatter_inputs.hpp"

namespace labelscape {

/// Draws the map with GLES 3.0 / WebGL2. Needs a current context for everything but construction.
class ScatterRenderer {
public:
    ScatterRenderer();
    ~ScatterRenderer();
    ScatterRenderer(ScatterRenderer&&) noexcept;
    ScatterRenderer& operator=(ScatterRenderer&&) noexcept;

    /// Lets the driver compile all shaders meanwhile; else finish_preparing() does.
    void prepare();
    /// Waits for the driver, which is short while it draws nothing else; else the first draw waits.
    void finish_preparing();

    /// Fills the target rectangle, background included; touches no pixel outside.
    /// Uploads only what changed. While nothing but the overlay changes, the points come from a
    /// kept picture. Leaves the target framebuffer bound, no program and no vertex array bound, and
    /// blending, scissor, depth, stencil and culling off; the viewport is the rectangle. Errors:
    /// bad_argument for arrays of unequal length, internal with the driver's log where GL refuses.
    Status draw(const ScatterInputs& inputs);

    /// After a lost context: forgets all GL names without deleting them; the next draw makes
    /// everything anew.
    void reset();

    /// Of the last draw, for status lines and tests.
    struct Counts {
        std::int64_t points_drawn = 0;  ///< sent to GL after culling and thinning
        std::int32_t draw_calls = 0;
        bool from_kept_picture = false;
        bool thinned = false;  ///< some visible points were left out because of `moving`
    };
    const Counts& counts() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
