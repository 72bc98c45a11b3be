#include "app/actions/computing.hpp"
#include "app/script/json_field.hpp"
#include "app/script/methods.hpp"
#include "app/work/embed_work.hpp"
#include "app/work/layout_work.hpp"
#include "app/work/model_work.hpp"
#include "app/work/topics_work.hpp"

namespace labelscape {
namespace {

constexpr double k_max_seed = 9007199254740991;   ///< the largest that JavaScript holds exactly

void call_embed(Script& script, const Call& call, const Json& args) {
    const Done<> done = call.ended([start = script.context.clock.now_ms()](AppContext& later) -> Json {
        const auto& embeddings = *later.state.project.embeddings;
        return {{"count", embeddings ? embeddings->embedded.count() : 0},
                {"dimension", embeddings ? embeddings->vectors.columns() : 0},
                {"model", embeddings ? embeddings->model_id : ""},
                {"ms", later.clock.now_ms() - start}};
    });
    ModelChoice choice;
    choice.id = field(args, "model", "");
    choice.id.empty() ? embed_documents(script.context, done) : use_model(script.context, choice, done);
}

void call_layout(Script& script, const Call& call, const Json& args) {
    action::ComputeLayout wanted;
    wanted.neighbors = field(args, "neighbors", wanted.neighbors);
    wanted.min_dist = field(args, "minDist", wanted.min_dist);
    wanted.epochs = field(args, "epochs", wanted.epochs);
    wanted.seed = field(args, "seed", wanted.seed);
    wanted.label_weight = field(args, "labelWeight", wanted.label_weight);
    const Done<> done = call.ended([start = script.context.clock.now_ms()](AppContext& placed) -> Json {
        return {{"ms", placed.clock.now_ms() - start}};
    });
    embed_documents(script.context, done.after([wanted](AppContext& embedded, const Done<>& end) {
        compute_layout(embedded, wanted, end);
    }));
}

void call_topics(Script& script, const Call& call, const Json& args) {
    AppState& state = script.state();
    const bool ready = *state.project.topics && !script.context.analysis.topics_stale && args.empty();
    if (ready) return call.reply(topics_to_json(state));
    state.view.granularity = field(args, "granularity", state.view.granularity);
    compute_topics(script.context, field(args, "minSize", 0), call.ended([](AppContext& later) -> Json {
        later.derived.update(later.state);
        return topics_to_json(later.state);
    }));
}

}  // namespace

std::vector<Method> compute_methods() {
    return {
        {"embed", Shape::object({{"model", Shape::text(1000)}}), call_embed},
        {"layout",
         Shape::object({{"neighbors", Shape::whole(2, 21)},
                        {"minDist", Shape::number(0, 1)},
                        {"epochs", Shape::whole(0, 10000)},
                        {"seed", Shape::whole(0, k_max_seed)},
                        {"labelWeight", Shape::number(0, 1)}}),
         call_layout},
        {"topics", Shape::object({{"minSize", Shape::whole(2, 1e6)}, {"granularity", Shape::number(0, 1)}}),
         call_topics},
    };
}

}  // namespace labelscape
