#pragma once

#include <string>
#include <vector>

#include "app/app_context.hpp"

namespace labelscape {

/// Whether a file that was dropped belongs to a model of the user's rather than being a table.
bool is_model_file(const std::string& name);

/// Reads the list of models anew.
void list_models(AppContext& context);
void find_model(AppContext& context, const std::string& text);
/// No tokens: the user is asked for files.
void add_model_files(AppContext& context, std::vector<std::uint32_t> tokens);
void download_model(AppContext& context, const std::string& id);
void remove_model(AppContext& context, const std::string& id);
void measure_model(AppContext& context, const std::string& id);
/// Counts what the endpoint would get of the texts that have no vector of it. Sends nothing.
void estimate_endpoint(AppContext& context, const RemoteModel& remote);

/// Embeds the project with another model. Labels, old vectors, map and microtopics stay in use until
/// the new vectors are complete. An endpoint's texts leave the machine with this call.
void use_model(AppContext& context, const ModelChoice& choice, const Done<>& done);
/// Chooses the model that the open project's vectors are made with; state.models.missing says why when it cannot be
/// had.
void choose_project_model(AppContext& context);
/// Ends once it is known which model embeds.
void when_chosen(AppContext& context, const Done<>& done);

/// A change of the model was cancelled or failed with so many documents embedded: back to the model before.
void give_up_change(AppContext& context, std::uint32_t embedded);
/// Why a text cannot be compared with the project's vectors now, and what to do.
std::string why_no_queries(const AppState& state);
/// Says what went wrong in the model panel while it is open, else as a notice.
void report(AppContext& context, const Error& error);

}  // namespace labelscape
