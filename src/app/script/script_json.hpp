#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/app_state.hpp"

namespace labelscape {

using Json = nlohmann::json;

/// UTF-8 text; ill-formed bytes become U+FFFD.
std::string json_text(const Json& json);

// Shapes of web/api.d.ts
Json doc_to_json(const AppState& state, DocId doc);
Json label_to_json(const AppState& state, const Label& label);
Json topics_to_json(const AppState& state);
Json state_to_json(const AppState& state, bool idle, bool saved);
Json report_to_json(const ImportReport& report);
/// A filter of filter_shape(). not_found or bad_argument name what is not there, or no regular expression.
Result<Filter> filter_from_json(const AppState& state, const Json& json);
/// Documents by id, a list of texts; not_found names the first unknown one.
Result<std::vector<DocId>> docs_from_json(const AppState& state, const Json& ids);

}  // namespace labelscape
