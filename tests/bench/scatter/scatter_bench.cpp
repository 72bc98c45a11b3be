// The scatter renderer behind a few C functions, for a page without the application.

#include <GLES3/gl3.h>
#include <emscripten.h>
#include <emscripten/html5.h>

#include <cstdint>
#include <string>
#include <vector>

#include "render/palette.hpp"
#include "render/scatter_renderer.hpp"

using namespace labelscape;

namespace {

struct Scene {
    ScatterRenderer renderer;
    ScatterInputs inputs;
    std::vector<float> positions;
    std::vector<std::uint16_t> colors;
    std::vector<std::uint8_t> flags;
    std::vector<Rgba8> palette;
    std::vector<Vec2> lasso;
    std::vector<ScatterEdge> edges;
    std::string error;
};

Scene& scene() {
    static Scene the_scene;
    return the_scene;
}

}  // namespace

extern "C" {

/// A WebGL2 context on the canvas with the id "scatter"; 0 where there is none.
EMSCRIPTEN_KEEPALIVE int scatter_start() {
    EmscriptenWebGLContextAttributes attributes;
    emscripten_webgl_init_context_attributes(&attributes);
    attributes.majorVersion = 2;
    attributes.alpha = attributes.antialias = attributes.depth = attributes.stencil = false;
    const auto context = emscripten_webgl_create_context("#scatter", &attributes);
    return context > 0 &&
           emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

/// Makes room for `count` points; their arrays are then filled in place.
EMSCRIPTEN_KEEPALIVE void scatter_resize(int count) {
    scene().positions.assign(static_cast<std::size_t>(count) * 2, 0);
    scene().colors.assign(static_cast<std::size_t>(count), 0);
    scene().flags.assign(static_cast<std::size_t>(count), 0);
}
EMSCRIPTEN_KEEPALIVE float* scatter_positions() {
    return scene().positions.data();
}
EMSCRIPTEN_KEEPALIVE std::uint16_t* scatter_colors() {
    return scene().colors.data();
}
EMSCRIPTEN_KEEPALIVE std::uint8_t* scatter_flags() {
    return scene().flags.data();
}

/// After the arrays have been changed.
EMSCRIPTEN_KEEPALIVE void scatter_changed(int positions, int colors, int flags) {
    Scene& s = scene();
    if (positions) ++s.inputs.positions_version;
    if (colors) ++s.inputs.colors_version;
    if (flags) ++s.inputs.flags_version;
    s.inputs.positions = s.positions;
    s.inputs.colors = s.colors;
    s.inputs.flags = s.flags;
}

/// Color 0 is "unlabeled", then `categories` colors.
EMSCRIPTEN_KEEPALIVE void scatter_theme(int light, int categories) {
    Scene& s = scene();
    s.inputs.theme = light ? Theme::light : Theme::dark;
    s.palette = {unlabeled_color(s.inputs.theme)};
    for (int i = 0; i < categories; ++i)
        s.palette.push_back(on_theme(category_color(i), s.inputs.theme));
    s.inputs.palette = s.palette;
    ++s.inputs.colors_version;
}

EMSCRIPTEN_KEEPALIVE void scatter_target(int x, int y, int width, int height, double pixel_ratio) {
    scene().inputs.target = {0, x, y, width, height, static_cast<float>(pixel_ratio)};
}
EMSCRIPTEN_KEEPALIVE void scatter_camera(double center_x, double center_y, double px_per_unit) {
    scene().inputs.camera = {center_x, center_y, px_per_unit};
}
EMSCRIPTEN_KEEPALIVE void scatter_density(int on) {
    scene().inputs.density = on != 0;
}
EMSCRIPTEN_KEEPALIVE void scatter_motion(int moving, double frame_ms) {
    scene().inputs.moving = moving != 0;
    scene().inputs.frame_ms = static_cast<float>(frame_ms);
}
EMSCRIPTEN_KEEPALIVE void scatter_marks(int hovered, int focused) {
    scene().inputs.overlay.hovered = hovered;
    scene().inputs.overlay.focused = focused;
}
EMSCRIPTEN_KEEPALIVE void scatter_clear_lasso() {
    scene().lasso.clear();
    scene().inputs.overlay.lasso = {};
}
EMSCRIPTEN_KEEPALIVE void scatter_add_lasso(double x, double y) {
    scene().lasso.push_back({static_cast<float>(x), static_cast<float>(y)});
    scene().inputs.overlay.lasso = scene().lasso;
}
EMSCRIPTEN_KEEPALIVE void scatter_box(int on, double min_x, double min_y, double max_x,
                                      double max_y) {
    auto& box = scene().inputs.overlay.box;
    box.reset();
    if (!on) return;
    box = DataBounds{static_cast<float>(min_x), static_cast<float>(min_y),
                     static_cast<float>(max_x), static_cast<float>(max_y)};
}
EMSCRIPTEN_KEEPALIVE void scatter_add_edge(int from, int to, double strength) {
    scene().edges.push_back({static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to),
                             static_cast<float>(strength)});
    scene().inputs.overlay.edges = scene().edges;
}
EMSCRIPTEN_KEEPALIVE void scatter_clear_edges() {
    scene().edges.clear();
    scene().inputs.overlay.edges = {};
}

/// 1 where all went well.
EMSCRIPTEN_KEEPALIVE int scatter_draw() {
    const Status drawn = scene().renderer.draw(scene().inputs);
    scene().error = drawn ? "" : drawn.error().message;
    return drawn.ok();
}
EMSCRIPTEN_KEEPALIVE const char* scatter_error() {
    return scene().error.c_str();
}
EMSCRIPTEN_KEEPALIVE void scatter_reset() {
    scene().renderer.reset();
}
EMSCRIPTEN_KEEPALIVE double scatter_points_drawn() {
    return static_cast<double>(scene().renderer.counts().points_drawn);
}
EMSCRIPTEN_KEEPALIVE int scatter_draw_calls() {
    return scene().renderer.counts().draw_calls;
}
EMSCRIPTEN_KEEPALIVE int scatter_from_kept_picture() {
    return scene().renderer.counts().from_kept_picture;
}

/// The color at a pixel of the canvas from the lower left, as 0xRRGGBB; waits until the picture is
/// finished.
EMSCRIPTEN_KEEPALIVE std::uint32_t scatter_pixel(int x, int y) {
    std::uint8_t rgba[4] = {};
    glReadPixels(x, y, 1, 1, GL_RGBA, GL_UNSIGNED_BYTE, rgba);
    return static_cast<std::uint32_t>(rgba[0] << 16 | rgba[1] << 8 | rgba[2]);
}
EMSCRIPTEN_KEEPALIVE int scatter_gl_error() {
    return static_cast<int>(glGetError());
}

}  // extern "C"
