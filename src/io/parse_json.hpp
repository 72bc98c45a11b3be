#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace labelscape {

/// JSON that comes from a file. Nothing when it is none, or when it is nested deeper than k_max_json_depth: whoever
/// copies or writes a value calls itself once a level.
std::optional<nlohmann::json> parse_json(std::string_view text);

}  // namespace labelscape
