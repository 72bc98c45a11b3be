#include "app/actions/computing.hpp"

#include "app/actions/conditions.hpp"
#include "app/app_context.hpp"
#include "app/work/embed_work.hpp"
#include "app/work/layout_work.hpp"
#include "app/work/model_work.hpp"
#include "app/work/scan_work.hpp"
#include "app/work/topics_work.hpp"

namespace labelscape {

namespace {

/// A failure is told where the user looks.
Done<> reported(AppContext& context) {
    return context.done([](AppContext& later, const Status& status) {
        if (!status) report(later, status.error());
    });
}

}  // namespace

void handle(AppContext& context, const action::Embed&) { embed_documents(context, reported(context)); }

/// What the user wants is a map: whatever it needs is computed before it, and microtopics after it.
void handle(AppContext& context, const action::ComputeLayout& wanted) {
    embed_documents(context, reported(context).after([wanted](AppContext& embedded, const Done<>& done) {
        compute_layout(embedded, wanted, done.after([](AppContext& placed, const Done<>& last) {
            const auto& topics = *placed.state.project.topics;
            const bool stale =
                placed.analysis.topics_stale || (topics && topics->of_doc.size() < placed.state.project.size());
            if (stale) ++placed.state.fit_request;
            stale || !topics ? compute_topics(placed, 0, last) : last(placed, {});
        }));
    }));
}

void handle(AppContext& context, const action::ComputeTopics&) {
    compute_topics(context, 0, context.noticed());
}

void handle(AppContext& context, const action::SetGranularity& wanted) {
    set_granularity(context, wanted.granularity, wanted.gesture, context.noticed());
}

void handle(AppContext& context, const action::AssignOutliers&) {
    assign_outlier_documents(context, context.noticed());
}

void handle(AppContext& context, const action::CancelJob& wanted) {
    context.state.jobs.cancel(wanted.handle);
    // The list would wait for it: what was searched for goes with it.
    if (wanted.handle == context.scan_job) give_up_scan(context);
}

std::vector<Command> computing_commands() {
    using namespace action;
    return {
        {"compute-map", "Compute map", "Embeds what is new and places all documents by meaning", "Map", {},
         has_documents,
         simple<ComputeLayout>},
        {"compute-topics", "Find microtopics", "Dense groups of the map, named by their key terms", "Map", {},
         has_documents,
         simple<ComputeTopics>},
        {"assign-outliers", "Assign outliers", "Gives documents without a microtopic the nearest one", "Map", {},
         has_topics, simple<AssignOutliers>},
    };
}

}  // namespace labelscape
