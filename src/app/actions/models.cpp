#include "app/actions/models.hpp"

#include "app/actions/computing.hpp"
#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"
#include "app/work/model_work.hpp"

namespace labelscape {

void handle(AppContext& context, const action::ToggleModels&) {
    if (!context.state.view.open.toggle(view_id::k_models)) return;
    context.state.models.error.clear();
    list_models(context);
}

void handle(AppContext& context, const action::FindModel& wanted) {
    context.state.models.error.clear();
    if (!context.state.models.searching) find_model(context, wanted.text);
}

void handle(AppContext& context, const action::AddModelFiles&) { add_model_files(context, {}); }

void handle(AppContext& context, const action::DownloadModel& wanted) {
    context.state.models.error.clear();
    download_model(context, wanted.id);
}

void handle(AppContext& context, const action::RemoveModel& wanted) { remove_model(context, wanted.id); }
void handle(AppContext& context, const action::MeasureModel& wanted) { measure_model(context, wanted.id); }
void handle(AppContext& context, const action::EstimateEndpoint& wanted) { estimate_endpoint(context, wanted.remote); }

void handle(AppContext& context, const action::UseModel& wanted) {
    context.state.models.error.clear();
    use_model(context, wanted.choice, context.done([](AppContext& later, const Status& status) {
        if (!status) return report(later, status.error());
        if (!*later.state.project.layout) later.later.push(action::ComputeLayout{});
    }));
}

std::vector<Command> model_commands() {
    using namespace action;
    return {
        {"models", "Embedding model…",
         "What reads the texts: the built-in model, another one, your own files or an endpoint", "Map", {"m"},
         in_project, simple<ToggleModels>},
    };
}

}  // namespace labelscape
