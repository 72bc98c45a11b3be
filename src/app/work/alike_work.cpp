#include "app/work/alike_work.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>

#include "app/label_sets.hpp"
#include "app/work/app_job.hpp"
#include "app/work/similarity_job.hpp"
#include "core/knn/alike_counts.hpp"
#include "core/suggest/expected_error.hpp"

namespace labelscape {
namespace {

constexpr std::uint32_t k_histogram_bins = 50;
/// Documents less similar than this are of no use in the view and not listed.
constexpr float k_least_similarity = 0.3f;
/// All pairs are counted up to here; beyond it the badge counts on demand.
constexpr std::uint32_t k_counted_documents = 20000;

/// The reference's own label, else what is suggested for it.
std::optional<LabelId> likely_label(const AppState& state, DocId reference) {
    const auto own = state.project.annotations->labels(reference);
    if (!own.empty()) return own.front();
    const Label* suggested = state.suggested(reference);
    return suggested ? std::optional(suggested->id) : std::nullopt;
}

void fill(AlikeView& view, const AppState& state, const std::vector<float>& similarity) {
    view.docs.clear();
    view.histogram.assign(k_histogram_bins, 0);
    const Bitset& labeled = state.project.annotations->labeled();
    state.active.for_each([&](DocId doc) {
        if (doc == view.reference || doc >= similarity.size()) return;
        if (view.unlabeled_only && labeled.test(doc)) return;
        if (similarity[doc] < k_least_similarity) return;
        view.docs.push_back(doc);
        const auto bin = static_cast<std::uint32_t>(similarity[doc] * k_histogram_bins);
        ++view.histogram[std::min(bin, k_histogram_bins - 1)];
    });
    std::ranges::sort(view.docs, [&](DocId a, DocId b) {
        return similarity[a] != similarity[b] ? similarity[a] > similarity[b] : a < b;
    });
    view.similarities.resize(view.docs.size());
    std::ranges::transform(view.docs, view.similarities.begin(), [&](DocId doc) { return similarity[doc]; });
    view.ready = true;
}

class CountJob final : public AppJob<std::vector<std::int32_t>> {
public:
    CountJob(std::shared_ptr<const Embeddings> embeddings, AlikeCounter::Options options,
             Done<std::vector<std::int32_t>> done)
        : AppJob(std::move(done)), embeddings_(std::move(embeddings)), options_(std::move(options)) {}
    std::string key() const override { return std::string(k_alike_counts_part); }
    std::string title() const override { return "Count alike documents"; }
    Result<Step> step(const Budget& budget, Progress& progress) override {
        if (!counter_) {
            auto counter = AlikeCounter::create(embeddings_->vectors, options_);
            if (!counter) return counter.error();
            counter_.emplace(std::move(*counter));
        }
        const Step step = counter_->step(budget);
        progress.set(static_cast<std::int64_t>(counter_->progress() * 100), 100);
        return step;
    }

private:
    std::vector<std::int32_t> take() override { return counter_->counts(); }

    std::shared_ptr<const Embeddings> embeddings_;
    AlikeCounter::Options options_;
    std::optional<AlikeCounter> counter_;
};

Stamp alike_counts_from(const AppContext& context) {
    const AppState& state = context.state;
    return {state.project.annotations.version(), state.project.embeddings.version(),
            std::bit_cast<std::uint32_t>(state.view.alike_threshold)};
}

Status alike_counts_possible(const AppContext& context) {
    const AppState& state = context.state;
    const bool few = state.project.size() <= k_counted_documents;
    if (*state.project.embeddings && few && !state.jobs.running("embed")) return {};
    return Error{ErrorCode::conflict, "Counting needs vectors, and takes too long for so many documents"};
}

bool alike_counts_by_themselves(const AppContext&) { return true; }

void count_alike(AppContext& context, Priority priority, const Done<>& done) {
    const AppState& state = context.state;
    const auto& embeddings = *state.project.embeddings;
    AlikeCounter::Options options;
    options.threshold = state.view.alike_threshold;
    options.counted.assign(static_cast<std::size_t>(embeddings->vectors.rows()), 0);
    Bitset open = state.active;
    open -= state.project.annotations->labeled();
    open.for_each([&](DocId doc) {
        if (doc < options.counted.size()) options.counted[doc] = 1;
    });
    const auto keep = [](AppContext& later, std::vector<std::int32_t> counts, const Done<>& end) {
        later.state.alike_counts = std::move(counts);
        later.state.alike_counts.resize(later.state.project.size(), -1);
        end(later, {});
    };
    context.state.jobs.add(
        std::make_unique<CountJob>(embeddings, std::move(options), done.after<std::vector<std::int32_t>>(keep)),
        priority);
}

}  // namespace

DerivedPart alike_counts_part() {
    return {k_alike_counts_part,  "",         alike_counts_from, alike_counts_possible, alike_counts_by_themselves,
            Priority::background, count_alike};
}

void open_alike(AppContext& context, DocId doc, const Done<>& done) {
    AppState& state = context.state;
    const auto& embeddings = *state.project.embeddings;
    const std::string why = state.why_no_meaning(doc);
    if (!why.empty()) return done(context, Error{ErrorCode::conflict, why});
    AlikeView view;
    view.reference = doc;
    view.threshold = state.view.alike_threshold;
    view.unlabeled_only = !state.alike || state.alike->unlabeled_only;
    view.unchecked = Bitset(state.project.size());
    state.alike = std::move(view);
    const auto show = [doc](AppContext& later, const std::vector<float>& similarity, const Done<>& end) {
        // Closed, or opened for another document meanwhile.
        if (!later.state.alike || later.state.alike->reference != doc) {
            return end(later, Error{ErrorCode::cancelled, "The view was closed"});
        }
        fill(*later.state.alike, later.state, similarity);
        update_alike(later);
        end(later, {});
    };
    state.jobs.add(std::make_unique<SimilarityJob>("alike", "Find alike documents", embeddings,
                                                   embeddings->vectors.decoded(static_cast<std::int32_t>(doc)),
                                                   done.after<std::vector<float>>(show)), Priority::user);
}

void update_alike(AppContext& context) {
    AppState& state = context.state;
    if (!state.alike || !state.alike->ready) return;
    AlikeView& view = *state.alike;
    const auto below = std::ranges::partition_point(view.similarities, [&](float s) { return s >= view.threshold; });
    view.above = static_cast<std::uint32_t>(below - view.similarities.begin());
    view.label = likely_label(state, view.reference);
    view.errors.clear();
    view.borderline.clear();
    view.mean_error = 0;
    const int label = view.label ? state.project.scheme->index_of(*view.label) : -1;
    if (label < 0 || !context.analysis.neighbors.ids) return;
    const LabelSetsStorage labels(state.project);
    const NeighborLists neighbors{*context.analysis.neighbors.ids, *context.analysis.neighbors.cosines,
                                  context.analysis.neighbors.per_doc};
    if (neighbors.doc_count() < state.project.size()) return;
    const auto errors = expected_errors(std::span(view.docs).first(view.above),
                                        std::span(view.similarities).first(view.above), label, neighbors,
                                        labels.sets());
    view.errors = errors.probability;
    view.mean_error = errors.mean;
    view.borderline = errors.doubtful;
}

void suit_alike_threshold(AppContext& context, float typical) {
    ViewState& view = context.state.view;
    if (view.alike_threshold_chosen) return;
    // Down to what the view shows, in whole hundredths.
    view.alike_threshold = std::clamp(std::floor(typical * 100) / 100, k_least_similarity, 0.95f);
}

}  // namespace labelscape
