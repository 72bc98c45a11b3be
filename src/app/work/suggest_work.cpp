#include "app/work/suggest_work.hpp"

#include <cmath>
#include <optional>

#include "app/label_sets.hpp"
#include "app/work/app_job.hpp"
#include "app/work/neighbor_work.hpp"
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

class SuggestJob final : public AppJob<std::shared_ptr<const Layer>> {
public:
    SuggestJob(VoteInputs inputs, Done<std::shared_ptr<const Layer>> done)
        : AppJob(std::move(done)), inputs_(std::move(inputs)) {}
    std::string key() const override { return std::string(k_suggestions_part); }
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

private:
    std::shared_ptr<const Layer> take() override {
        auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), {}});
        for (const TopVotes& votes : vote_->result()) layer->of_doc.push_back(opinion(votes));
        return layer;
    }

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

Stamp suggestions_from(const AppContext& context) {
    const Project& project = context.state.project;
    return {project.annotations.version(), project.scheme.version(), context.parts.made(k_neighbors_part)};
}

/// Neighbors that do not know the newest documents yet are no reason to find all again: those come with their place.
Status suggestions_possible(const AppContext& context) {
    const AppState& state = context.state;
    const Neighbors& neighbors = context.analysis.neighbors;
    const bool outgrown =
        !neighbors.graph || neighbors.ids->size() < state.project.size() * static_cast<std::size_t>(neighbors.per_doc);
    const bool soon = state.jobs.running("embed") || context.parts.making(k_neighbors_part);
    if (!outgrown && !soon && state.project.annotations->labeled_count() > 0) return {};
    return Error{ErrorCode::conflict, "Suggestions need labels and neighbors"};
}

bool suggestions_by_themselves(const AppContext&) { return true; }

void make_suggestions(AppContext& context, Priority priority, const Done<>& done) {
    const Project& project = context.state.project;
    const Neighbors& neighbors = context.analysis.neighbors;
    VoteInputs inputs{
        *project.dataset, neighbors.ids, neighbors.cosines, neighbors.per_doc, LabelSetsStorage(project), {}, {}};
    for (const Label& label : project.scheme->labels()) {
        inputs.label_ids.push_back(label.id);
        inputs.keywords.push_back(label.keywords);
    }
    const auto keep = [](AppContext& later, std::shared_ptr<const Layer> layer, const Done<>& end) {
        later.state.project.set_layer(std::move(layer));
        ++later.state.derived_version;
        end(later, {});
    };
    context.state.jobs.add(
        std::make_unique<SuggestJob>(std::move(inputs), done.after<std::shared_ptr<const Layer>>(keep)), priority);
}

}  // namespace

DerivedPart suggestions_part() {
    return {k_suggestions_part, "", suggestions_from, suggestions_possible, suggestions_by_themselves, Priority::user,
            make_suggestions};
}

}  // namespace labelscape
