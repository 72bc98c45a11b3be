#pragma once

#include "app/models.hpp"
#include "requests.hpp"

namespace labelscape {

// Models as JSON, as in web/types.d.ts. What is missing or of another type keeps its default.

std::vector<ModelInfo> models_from(const Json& json);
CurrentModel current_model_from(const Json& json);
RemoteEstimate estimate_from(const Json& json);
/// Arguments of embedder.choose.
Json to_json(const ModelChoice& choice);
/// With the key: it goes to the page and no further.
Json to_json(const RemoteModel& remote);

}  // namespace labelscape
