#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "render/camera2d.hpp"
#include "render/color.hpp"
#include "render/point_style.hpp"

namespace labelscape {

/// Bits of ScatterInputs::flags.
inline constexpr std::uint8_t k_point_hidden = 1;    ///< not drawn
inline constexpr std::uint8_t k_point_dimmed = 2;    ///< filtered out: faint, below all others
inline constexpr std::uint8_t k_point_selected = 4;  ///< on top, with a ring

/// Where to draw: a rectangle of a framebuffer in device pixels, GL's origin at the lower left.
struct ScatterTarget {
    std::uint32_t framebuffer = 0;  ///< 0 is the canvas; RGBA8 or RGB8, not multisampled
    std::int32_t x = 0;
    std::int32_t y = 0;
    std::int32_t width = 0;
    std::int32_t height = 0;
    float pixel_ratio = 1;  ///< device pixels for one CSS pixel
    bool operator==(const ScatterTarget&) const = default;
};

/// A line between two documents that are alike.
struct ScatterEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    float strength = 1;  ///< 0..1, how visible
};

/// What lies over the points; cheap to change every frame.
struct ScatterOverlay {
    std::span<const Vec2> lasso;  ///< corners in data space; closed by the last edge, even-odd fill
    std::optional<DataBounds> box;  ///< selection rectangle
    std::int32_t hovered = -1;      ///< point under the pointer
    std::int32_t focused = -1;      ///< the current document
    std::span<const ScatterEdge> edges;
};

/// All that the renderer needs for one frame. It keeps nothing of it but copies for the versions it
/// has seen: raise a version whenever the array beside it changes, in content or in length.
struct ScatterInputs {
    std::span<const float>
        positions;  ///< x0, y0, x1, y1, ...; points that are not finite are not drawn
    std::uint64_t positions_version = 0;

    std::span<const std::uint16_t> colors;  ///< index into `palette`, one a point; empty: all 0
    std::span<const Rgba8> palette;  ///< as drawn, so already through on_theme(); alpha is ignored
    std::uint64_t colors_version = 0;  ///< of `colors` and `palette`
    /// The points whose colors differ from the version before this one; empty: any may.
    std::span<const std::uint32_t> recolored;

    std::span<const std::uint8_t> flags;  ///< k_point_ bits, one a point; empty: none set
    std::uint64_t flags_version = 0;

    Camera2D camera;
    ScatterTarget target;
    Theme theme = Theme::dark;
    std::optional<Rgba8> background;  ///< instead of map_background(theme)
    PointSizeRule size;
    bool density = true;  ///< a soft tint where points crowd

    /// True while the camera or the layout moves: crowded places are thinned to what the machine
    /// can draw. Draw once more with false when the motion ends.
    bool moving = false;
    float frame_ms = 0;  ///< time since the last frame while moving, for the thinning; 0: unknown

    ScatterOverlay overlay;
};

}  // namespace labelscape
