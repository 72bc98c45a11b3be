#pragma once

namespace labelscape {

/// Decides when a frame is worth drawing: after input, while something moves, or when a delay has run out.
class FrameGate {
public:
    /// Something came from outside. Dear ImGui needs a few frames to settle after each input.
    void request() { frames_left_ = k_settle_frames; }
    /// A frame at `when_ms` at the latest, once.
    void wake_at(double when_ms);
    /// The frame to draw now begins: forgets what asked for it.
    void begin_frame(double now_ms);
    /// `busy`: jobs, pending actions, animation.
    bool wants_frame(double now_ms, bool busy) const;
    /// True when nothing but `wake_at` is outstanding.
    bool settled() const { return frames_left_ == 0; }

private:
    static constexpr int k_settle_frames = 3;
    int frames_left_ = k_settle_frames;
    double wake_ms_ = 1e300;
};

}  // namespace labelscape
