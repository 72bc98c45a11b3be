#pragma once

#include <cstdint>

namespace labelscape {

class Platform;
class Probe;

/// Keeps the page's mirror of the widgets (web/a11y.js) up to date.
class MirrorFeed {
public:
    /// After Probe::end_frame(). At most five updates a second; a moved focus is told at once.
    void update(const Probe& probe, Platform& platform);
    /// At once, if anything is new: for tests that ask.
    void flush(const Probe& probe);
    /// What the mirror was asked for becomes the probe's: before the UI is drawn.
    static void take_requests(Probe& probe, Platform& platform);

private:
    std::uint64_t told_version_ = 0;
    std::uint32_t told_focus_ = 0;
    double told_s_ = -1;
};

}  // namespace labelscape
