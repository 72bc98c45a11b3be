#pragma once

#include <optional>
#include <string>

#include "app/app_state.hpp"

namespace labelscape {

// What the model panel says about models, in words.

/// "Built in", "On this machine", "To download", ...
std::string model_state_text(const ModelInfo& model);
/// "English", "50 languages: en, de, ..." in short.
std::string languages_text(const ModelInfo& model);
/// "23 MB", "about 35 MB", "unknown size".
std::string model_size_text(const ModelInfo& model);
/// "Download 23 MB from huggingface.co", "Keep a copy", ...
std::string download_text(const ModelInfo& model);
/// "1 240", rounded to what a measurement is worth; empty while not measured.
std::string speed_text(double texts_per_second);
/// How long all texts of the project take with it; empty while not measured.
std::string project_time_text(const AppState& state, const ModelInfo& model);
/// "Of 5 000 texts 12 were cut, 3 hold no known word."; empty before the first run.
std::string counts_text(const EmbeddingCounts& counts);
/// The title of what the project's vectors are made with.
std::string model_in_use(const AppState& state);
/// Its id in the list; empty for an endpoint.
std::string id_in_use(const AppState& state);
/// A running job with this key.
std::optional<JobView> job_of(const AppState& state, const std::string& key);

}  // namespace labelscape
