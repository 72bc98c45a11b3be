#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "ui/ui_probe.hpp"

namespace labelscape {

/// See Probe::to_json.
std::string probe_json(std::span<const ProbeItem> items, std::uint64_t version, std::string_view prefix);

/// A JSON string with its quotes; ill-formed UTF-8 becomes U+FFFD.
void append_json_string(std::string& out, std::string_view text);

}  // namespace labelscape
