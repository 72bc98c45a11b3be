#include "app/work/suggest_work.hpp"

#include <cmath>
#include <optional>

#include "app/label_sets.hpp"
#include "app/work/layout_work.hpp"
#include "core/suggest/neighbor_vote.hpp"

namespace labelscape {
namespace {

/// What a vote reads; shared because NeighborVote keeps views into it.
struct VoteInputs {
    std::shared_ptr<const Dataset> dataset;
    std::shared_ptr<const std::vector<DocId>> ids;
    std::shared_ptr<const std::vector<float>> cosines;
    std::int32_t per_doc;
    LabelSetsStorage labels;
    std::vector<LabelId> label_ids;
    std::vector<std::vector<std::string>> keywords;
};

static_assert(TopVotes::k_count == k_opinion_labels);

class SuggestJob final : public Job {
public:
    explicit SuggestJob(VoteInputs inputs) : inputs_(std::move(inputs)) {}
    std::string key() const override { return "suggest"; }
    std::string title() const override { return "Suggest labels"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        if (!vote_) {
            vote_.emplace(NeighborLists{*inputs_.ids, *inputs_.cosines, inputs_.per_doc}, inputs_.labels.sets(),
                          Texts(inputs_.dataset->size(), [this](DocId doc) { return inputs_.dataset->text(doc); }),
                          LabelKeywords(inputs_.keywords));
        }
        const Step step = vote_->step(budget);
        progress.set(static_cast<std::int64_t>(vote_->progress() * 100), 100);
        return step;
    }

    std::unique_ptr<Outcome> outcome() override {
        auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), {}});
        for (const TopVotes& votes : vote_->result()) layer->of_doc.push_back(opinion(votes));
        return std::make_unique<AppOutcome>([layer = std::move(layer)](AppContext& context) {
            context.state.project.set_layer(layer);
            ++context.state.derived_version;
        });
    }

private:
    Opinion opinion(const TopVotes& votes) const {
        Opinion opinion;
        opinion.reason = static_cast<std::uint8_t>(votes.reason);
        for (std::size_t i = 0; i < k_opinion_labels && votes.labels[i] >= 0; ++i) {
            opinion.labels[i] = inputs_.label_ids[static_cast<std::size_t>(votes.labels[i])];
            opinion.chances[i] = static_cast<std::uint8_t>(std::lround(votes.confidences[i] * 255));
        }
        return opinion;
    }

    VoteInputs inputs_;
    std::optional<NeighborVote> vote_;
};

}  // namespace

void suggest_if_stale(AppContext& context) {
    AppState& state = context.state;
    Analysis& analysis = context.analysis;
    const Project& project = state.project;
    if (!*project.embeddings || state.jobs.running("embed") || state.jobs.running("graph")) return;
    if (!analysis.graph) {
        // After a reload: the graph is not saved, votes need it.
        if (analysis.suggested_graph != 0) return;
        analysis.suggested_graph = ~std::uint64_t{0};
        return with_graph(context, Priority::background, [](AppContext&) {});
    }
    const bool fresh = analysis.suggested_annotations == project.annotations.version() &&
                       analysis.suggested_scheme == project.scheme.version() &&
                       analysis.suggested_graph == analysis.graph_version;
    const bool outgrown = analysis.neighbor_ids->size() <
                          project.size() * static_cast<std::size_t>(analysis.neighbors_per_doc);
    if (fresh || outgrown || state.jobs.running("suggest") || project.annotations->labeled_count() == 0) return;
    analysis.suggested_annotations = project.annotations.version();
    analysis.suggested_scheme = project.scheme.version();
    analysis.suggested_graph = analysis.graph_version;
    VoteInputs inputs{*project.dataset, analysis.neighbor_ids, analysis.neighbor_cosines, analysis.neighbors_per_doc,
                      LabelSetsStorage(project), {}, {}};
    for (const Label& label : project.scheme->labels()) {
        inputs.label_ids.push_back(label.id);
        inputs.keywords.push_back(label.keywords);
    }
    state.jobs.add(std::make_unique<SuggestJob>(std::move(inputs)), Priority::user);
}

}  // namespace labelscape
