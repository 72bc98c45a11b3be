#pragma once

#include <nlohmann/json_fwd.hpp>

#include "app/read_options.hpp"

namespace labelscape {

/// Both directions list the names of web/worker/files_protocol.js; what is left out stays out.
nlohmann::json json_from(const ReadOptions& options);
/// Fields of another type count as empty.
ReadOptions read_options_from(const nlohmann::json& json);

}  // namespace labelscape
