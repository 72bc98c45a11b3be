#include "a11y_web.hpp"

#include <emscripten/em_js.h>

#include <string>

#include "platform/platform.hpp"
#include "ui/ui_probe.hpp"

// clang-format off
EM_JS(void, ls_mirror_update, (const char* json), { Module.host.mirror.update(UTF8ToString(json)); });
// clang-format on

namespace labelscape {

namespace {

constexpr double k_interval_s = 0.2;

std::uint32_t focused_id(const Probe& probe) {
    for (const ProbeItem& item : probe.items()) {
        if (item.focused) return item.id;
    }
    return 0;
}

}  // namespace

void MirrorFeed::update(const Probe& probe, Platform& platform) {
    if (probe.version() == told_version_) return;
    const double now = platform.now_s();
    const std::uint32_t focus = focused_id(probe);
    const double wait = told_s_ + k_interval_s - now;
    if (focus == told_focus_ && wait > 0) {
        platform.wake_in(wait);
        return;
    }
    told_s_ = now;
    told_focus_ = focus;
    flush(probe);
}

void MirrorFeed::flush(const Probe& probe) {
    if (probe.version() == told_version_) return;
    told_version_ = probe.version();
    ls_mirror_update(probe.to_json().c_str());
}

void MirrorFeed::take_requests(Probe& probe, Platform& platform) {
    for (const AccessRequest& request : platform.take_access_requests()) {
        request.kind == AccessRequest::Kind::activate ? probe.request_activate(request.name)
                                                      : probe.request_focus(request.name);
    }
}

}  // namespace labelscape
