#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace labelscape {

/// Asks the page: Module.host.call(request, method, json, bytes), see web/types.d.ts.
/// Everything is copied before it returns. Answers come through exports.cpp with the same request number.
void host_call(std::uint32_t request, std::string_view method, std::string_view json,
               std::span<const std::byte> bytes);

/// Calls WebApp::tick() from now on until it returns false (web/host/clock.js).
void start_background_clock();

}  // namespace labelscape
