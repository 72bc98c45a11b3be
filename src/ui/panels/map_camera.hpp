#pragma once

#include <cstdint>
#include <string>

#include "render/camera2d.hpp"
#include "ui/panel_args.hpp"

namespace labelscape {

/// The camera of the map: where the project left it, fitted when asked, and saved when a motion has ended.
class MapCamera {
public:
    /// Once a frame, before anything is drawn. `dense`: what a fit shows.
    /// `live`: the points move by themselves.
    void update(const PanelArgs& args, ViewSize view, const DataBounds& bounds, const DataBounds& dense, bool live);
    /// Once a frame, after the gestures: saves what has come to rest.
    void save(const PanelArgs& args);

    void pan(ImVec2 delta_px);
    void zoom(Vec2 anchor_px, double factor);
    /// About the middle of the view.
    void zoom(double factor) { zoom({view_.width / 2, view_.height / 2}, factor); }
    void fit();

    const Camera2D& camera() const { return motion_.camera(); }
    ViewSize view() const { return view_; }
    bool moving() const { return motion_.moving() || dragged_; }
    /// Magnification; 1 where everything fits into the view.
    double zoom_level() const;
    Vec2 data_at(ImVec2 local_px) const { return data_from_px(camera(), view_, {local_px.x, local_px.y}); }
    Vec2 px_of(Vec2 data) const { return px_from_data(camera(), view_, data); }

private:
    Camera2D whole() const { return fitted_to(dense_, view_, 40); }

    CameraMotion motion_;
    ViewSize view_;
    DataBounds bounds_, dense_;
    std::string project_;
    std::uint64_t fit_request_ = 0;
    bool started_ = false;
    bool follows_ = true;        ///< shows everything until the user moves it
    bool dragged_ = false;       ///< in this frame
    bool unsaved_ = false;
    double moved_at_s_ = 0;
};

}  // namespace labelscape
