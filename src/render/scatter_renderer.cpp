#include "render/scatter_renderer.hpp"

#include <limits>
#include <optional>
#include <string>

#include "render/density_pass.hpp"
#include "render/overlay_pass.hpp"
#include "render/palette.hpp"
#include "render/picture_pass.hpp"
#include "render/point_store.hpp"
#include "render/scatter_pass.hpp"
#include "render/scatter_view.hpp"

namespace labelscape {
namespace {

/// In software GL, copying a kept picture costs as much as drawing that many points.
constexpr std::size_t k_keep_from_points = 20'000;

/// All that decides how everything below the overlay looks.
struct PictureKey {
    std::uint64_t positions_version, colors_version, flags_version;
    Camera2D camera;
    std::int32_t width, height;
    float pixel_ratio;
    Theme theme;
    std::optional<Rgba8> background;
    PointSizeRule size;
    bool density;
    bool operator==(const PictureKey&) const = default;
};

PictureKey key_of(const ScatterInputs& inputs) {
    return {inputs.positions_version,
            inputs.colors_version,
            inputs.flags_version,
            inputs.camera,
            inputs.target.width,
            inputs.target.height,
            inputs.target.pixel_ratio,
            inputs.theme,
            inputs.background,
            inputs.size,
            inputs.density};
}

Status check(const ScatterInputs& inputs) {
    const std::size_t points = inputs.positions.size() / 2;
    const auto wrong = [&](const char* what, std::size_t size) {
        return Error{ErrorCode::bad_argument, "The map got " + std::to_string(size) + " " + what +
                                                  " for " + std::to_string(points) +
                                                  " points; there must be one each"};
    };
    if (inputs.positions.size() % 2 != 0) return wrong("coordinates", inputs.positions.size());
    if (!inputs.colors.empty() && inputs.colors.size() != points)
        return wrong("colors", inputs.colors.size());
    if (!inputs.flags.empty() && inputs.flags.size() != points)
        return wrong("flags", inputs.flags.size());
    return {};
}

void set_drawing_state(const ScatterView& view) {
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_STENCIL_TEST);
    glDisable(GL_CULL_FACE);
    glEnable(GL_BLEND);
    glBlendEquation(GL_FUNC_ADD);
    glBlendFunc(GL_ONE, GL_ONE_MINUS_SRC_ALPHA);
    glEnable(GL_SCISSOR_TEST);
    glScissor(view.x, view.y, view.width, view.height);
}

void clear_to(Rgba8 color) {
    const auto share = [](std::uint8_t channel) { return static_cast<float>(channel) / 255.0f; };
    glClearColor(share(color.r), share(color.g), share(color.b), 1);
    glClear(GL_COLOR_BUFFER_BIT);
}

}  // namespace

struct ScatterRenderer::State {
    PointStore store;
    DensityPass density;
    ScatterPass scatter;
    OverlayPass overlay;
    PicturePass pictures;
    GlPicture kept;  ///< everything below the overlay, while it does not change
    std::optional<PictureKey> kept_key;
    MotionBudget budget;
    std::int64_t moving_points = 0;  ///< drawn by the last frame, if that was in motion
    Counts counts;

    /// Background, density and points.
    Status draw_base(const ScatterInputs& inputs, const ScatterView& view) {
        set_drawing_state(view);
        clear_to(view.background);
        if (inputs.density) {
            if (Status drawn = density.draw(inputs, store, view); !drawn) return drawn;
        }
        constexpr std::int64_t all = std::numeric_limits<std::int64_t>::max();
        const auto drawn =
            scatter.draw(store, view, inputs.size, inputs.moving ? budget.points() : all);
        if (!drawn) return drawn.error();
        counts = {drawn->points, drawn->draw_calls, false, drawn->thinned};
        return {};
    }

    /// The base from a picture of its own, drawn anew only when something in it has changed.
    Status draw_kept(const ScatterInputs& inputs, const ScatterView& view) {
        const PictureKey key = key_of(inputs);
        counts = {.from_kept_picture = kept_key == key};
        if (kept_key != key) {
            kept_key.reset();
            ScatterView own = view;
            own.x = own.y = 0;
            if (Status bound = kept.bind_for_drawing(view.width, view.height); !bound) return bound;
            if (Status drawn = draw_base(inputs, own); !drawn) return drawn;
            kept_key = key;
        }
        set_drawing_state(view);
        kept.copy_to(inputs.target.framebuffer, view.x, view.y);
        return {};
    }

    Status draw_overlay(const ScatterInputs& inputs, const ScatterView& view) {
        if (Status drawn = overlay.draw_edges(inputs, view); !drawn) return drawn;
        const Rgba8 ink = map_ink(view.theme);
        if (Status drawn =
                scatter.draw_marked(store, view, inputs.size, inputs.overlay.focused, 2, ink);
            !drawn) {
            return drawn;
        }
        if (Status drawn = scatter.draw_marked(store, view, inputs.size, inputs.overlay.hovered, 2,
                                               map_accent(view.theme));
            !drawn) {
            return drawn;
        }
        return overlay.draw_selection(inputs.overlay, view, inputs.target.framebuffer, pictures);
    }

    Status draw(const ScatterInputs& inputs) {
        if (inputs.moving && moving_points > 0) budget.learn(inputs.frame_ms, moving_points);
        glBindVertexArray(0);
        store.sync(inputs);
        const ScatterView view = view_of(inputs, store.order().bounds());
        glBindFramebuffer(GL_FRAMEBUFFER, inputs.target.framebuffer);
        const bool keep = !inputs.moving && store.order().points().size() >= k_keep_from_points;
        Status drawn = keep ? draw_kept(inputs, view) : draw_base(inputs, view);
        moving_points = inputs.moving ? counts.points_drawn : 0;
        if (drawn) drawn = draw_overlay(inputs, view);
        glBindFramebuffer(GL_FRAMEBUFFER, inputs.target.framebuffer);
        set_viewport(view, 0);
        glUseProgram(0);
        glBindVertexArray(0);
        glDisable(GL_BLEND);
        glDisable(GL_SCISSOR_TEST);
        return drawn;
    }
};

ScatterRenderer::ScatterRenderer() : state_(std::make_unique<State>()) {}
ScatterRenderer::~ScatterRenderer() = default;
ScatterRenderer::ScatterRenderer(ScatterRenderer&&) noexcept = default;
ScatterRenderer& ScatterRenderer::operator=(ScatterRenderer&&) noexcept = default;

void ScatterRenderer::prepare() {
    state_->density.prepare();
    state_->scatter.prepare();
    state_->overlay.prepare();
    state_->pictures.prepare();
}

void ScatterRenderer::finish_preparing() {
    // What the driver refuses, the first draw reports.
    (void)state_->density.link();
    (void)state_->scatter.link(false);
    (void)state_->scatter.link(true);
    (void)state_->overlay.link();
    (void)state_->pictures.link();
}

Status ScatterRenderer::draw(const ScatterInputs& inputs) {
    if (Status checked = check(inputs); !checked) return checked;
    if (inputs.target.width <= 0 || inputs.target.height <= 0) return {};
    return state_->draw(inputs);
}

void ScatterRenderer::reset() {
    state_->store.forget();
    state_->density.forget();
    state_->scatter.forget();
    state_->overlay.forget();
    state_->pictures.forget();
    state_->kept.forget();
    state_->kept_key.reset();
}

const ScatterRenderer::Counts& ScatterRenderer::counts() const {
    return state_->counts;
}

}  // namespace labelscape
