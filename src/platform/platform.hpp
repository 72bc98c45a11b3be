#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace labelscape {

struct PlatformState;

/// What a screen reader or a test asked for through the page's mirror of the widgets.
struct AccessRequest {
    enum class Kind { activate, focus };
    Kind kind = Kind::activate;
    std::string name;          ///< of the probe
};

/// The window: its size, input, cursor, clipboard, text input, and the GL context. One implementation is linked.
/// Needs a Dear ImGui context, which must outlive it.
class Platform {
public:
    /// Makes the GL context and listens. Errors: internal without WebGL 2.
    static Result<std::unique_ptr<Platform>> create();
    ~Platform();
    Platform(const Platform&) = delete;
    Platform& operator=(const Platform&) = delete;

    /// True when something could have changed since the last frame. `busy`: jobs, pending actions, animation.
    bool needs_frame(bool busy) const;
    /// Input has come that no frame has seen yet.
    bool has_input() const;
    /// Passes size, time and input to Dear ImGui and begins its frame. Makes the canvas fit the page.
    void new_frame();
    /// Ends Dear ImGui's frame and draws it; also cursor, clipboard and text input follow what it wants.
    /// The canvas is cleared to `clear` (0xRRGGBB) first.
    void render(unsigned clear);
    /// The next frame is wanted within `seconds`; 0: at once.
    void wake_in(double seconds);
    /// A text input takes the keyboard in one of the next frames: what is typed until then is its own.
    void hold_keys();
    /// Something changed from outside: a job ended, an answer arrived.
    void request_frame();

    double now_s() const;
    float pixel_ratio() const;
    bool is_mac() const;
    /// The system's choice; changes ask for a frame.
    bool prefers_dark() const;
    /// True once after the GL context was lost and came back: everything on the GPU is gone.
    bool take_context_restored();
    std::vector<AccessRequest> take_access_requests();
    /// Text pasted while no text input was active, e.g. a table from a spreadsheet; empty when none.
    std::string take_pasted_text();

private:
    Platform();
    std::unique_ptr<PlatformState> state_;
};

}  // namespace labelscape
