#include "app/handlers/handlers.hpp"
#include "app/work/embed_work.hpp"
#include "app/work/layout_work.hpp"
#include "app/work/scan_work.hpp"
#include "app/work/topics_work.hpp"

namespace labelscape {

void handle(AppContext& context, const action::Embed&) {
    embed_documents(context, [](AppContext&) {});
}

/// What the user wants is a map: whatever it needs is computed before it, and microtopics after it.
void handle(AppContext& context, const action::ComputeLayout& wanted) {
    embed_documents(context, [wanted](AppContext& embedded) {
        compute_layout(embedded, wanted, [](AppContext& placed) {
            const auto& topics = *placed.state.project.topics;
            const bool stale = placed.analysis.topics_stale || (topics && topics->of_doc.size() < placed.state.project.size());
            if (stale) ++placed.state.fit_request;
            if (stale || !*placed.state.project.topics) compute_topics(placed, 0, [](AppContext&) {});
        });
    });
}

void handle(AppContext& context, const action::ComputeTopics&) {
    compute_topics(context, 0, [](AppContext&) {});
}

void handle(AppContext& context, const action::SetGranularity& wanted) {
    set_granularity(context, wanted.granularity, wanted.gesture);
}

void handle(AppContext& context, const action::AssignOutliers&) { assign_outlier_documents(context); }

void handle(AppContext& context, const action::CancelJob& wanted) {
    context.state.jobs.cancel(wanted.handle);
    // The list would wait for it: what was searched for goes with it.
    if (wanted.handle == context.scan_job) give_up_scan(context);
}

}  // namespace labelscape
