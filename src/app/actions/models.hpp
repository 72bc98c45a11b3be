#pragma once

#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/models.hpp"

namespace labelscape {

/// Embedding models.
namespace action {

struct ToggleModels {};
struct FindModel { std::string text; };   ///< owner/model of the hub, a URL, or a path on this host
struct AddModelFiles {};                  ///< asks for them
struct DownloadModel { std::string id; };
struct RemoveModel { std::string id; };
struct MeasureModel { std::string id; };
struct EstimateEndpoint { RemoteModel remote; };
struct UseModel { ModelChoice choice; };  ///< embeds everything with it; texts go to an endpoint

}  // namespace action

void handle(AppContext& context, const action::ToggleModels& wanted);
void handle(AppContext& context, const action::FindModel& wanted);
void handle(AppContext& context, const action::AddModelFiles& wanted);
void handle(AppContext& context, const action::DownloadModel& wanted);
void handle(AppContext& context, const action::RemoveModel& wanted);
void handle(AppContext& context, const action::MeasureModel& wanted);
void handle(AppContext& context, const action::EstimateEndpoint& wanted);
void handle(AppContext& context, const action::UseModel& wanted);

std::vector<Command> model_commands();

}  // namespace labelscape
