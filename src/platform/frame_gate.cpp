#include "platform/frame_gate.hpp"

#include <algorithm>

namespace labelscape {

void FrameGate::wake_at(double when_ms) { wake_ms_ = std::min(wake_ms_, when_ms); }

void FrameGate::begin_frame(double now_ms) {
    if (frames_left_ > 0) --frames_left_;
    if (now_ms >= wake_ms_) wake_ms_ = 1e300;
}

bool FrameGate::wants_frame(double now_ms, bool busy) const {
    return busy || frames_left_ > 0 || now_ms >= wake_ms_;
}

}  // namespace labelscape
