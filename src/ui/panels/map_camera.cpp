#include "ui/panels/map_camera.hpp"

#include "app/actions/view.hpp"

namespace labelscape {
namespace {

/// A rest of so long ends a motion: a wheel gives several steps.
constexpr double k_rest_s = 0.3;

}  // namespace

void MapCamera::update(const PanelArgs& args, ViewSize view, const DataBounds& bounds, const DataBounds& dense,
                       bool live) {
    const AppState& state = args.state;
    const bool resized = view != view_, grown = dense != dense_;
    view_ = view;
    bounds_ = bounds;
    dense_ = dense;
    dragged_ = false;
    if (!started_ || project_ != state.project.id) {
        const ViewState& saved = state.view;
        follows_ = !(saved.px_per_unit > 0) || live;
        motion_.jump_to(follows_ ? whole() : Camera2D{saved.center_x, saved.center_y, saved.px_per_unit});
        project_ = state.project.id;
        fit_request_ = state.fit_request;
        started_ = true;
        unsaved_ = false;
    } else if (fit_request_ != state.fit_request) {
        fit_request_ = state.fit_request;
        fit();
    } else if (follows_ && resized) {
        motion_.jump_to(whole());
    } else if (follows_ && live && grown) {
        motion_.aim_at(whole(), CameraMotion::k_flight_ms);
    }
    if (motion_.moving()) {
        motion_.step(args.ui.dt_s * 1000);
        moved_at_s_ = args.ui.now_s;
        args.ui.wish.animate();
    }
}

void MapCamera::save(const PanelArgs& args) {
    if (dragged_) moved_at_s_ = args.ui.now_s;
    if (!unsaved_ || moving()) return;
    // What others ask for in this frame may change the view too: theirs first.
    if (args.ui.now_s - moved_at_s_ < k_rest_s || !args.actions.empty()) return args.ui.wish.wake_in(k_rest_s);
    unsaved_ = false;
    ViewState view = args.state.view;
    view.center_x = camera().center_x;
    view.center_y = camera().center_y;
    view.px_per_unit = follows_ ? 0 : camera().px_per_unit;
    if (view.center_x == args.state.view.center_x && view.center_y == args.state.view.center_y &&
        view.px_per_unit == args.state.view.px_per_unit) {
        return;
    }
    args.actions.push(action::SetView{std::move(view)});
}

void MapCamera::pan(ImVec2 delta_px) {
    if (delta_px.x == 0 && delta_px.y == 0) return;
    motion_.jump_to(panned_by(motion_.camera(), {delta_px.x, delta_px.y}, limits_for(bounds_, view_)));
    follows_ = false;
    dragged_ = unsaved_ = true;
}

void MapCamera::zoom(Vec2 anchor_px, double factor) {
    motion_.aim_at(zoomed_about(motion_.target(), view_, anchor_px, factor, limits_for(bounds_, view_)));
    follows_ = false;
    unsaved_ = true;
}

void MapCamera::fit() {
    motion_.aim_at(whole(), CameraMotion::k_flight_ms);
    follows_ = unsaved_ = true;
}

double MapCamera::zoom_level() const { return camera().px_per_unit / whole().px_per_unit; }

}  // namespace labelscape
