#include "app/work/layout_work.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "app/actions/computing.hpp"
#include "app/label_sets.hpp"
#include "app/work/app_job.hpp"
#include "app/work/neighbor_work.hpp"
#include "core/layout/placing.hpp"
#include "core/layout/umap.hpp"
#include "jobs/latest.hpp"

namespace labelscape {
namespace {

constexpr float k_not_placed = std::numeric_limits<float>::quiet_NaN();
/// Between two pictures of a map that is still moving.
constexpr double k_live_interval_ms = 100;

using LivePositions = Latest<std::vector<float>>;

/// Positions by kind become positions by document. Copies lie around the first.
std::vector<float> by_document(std::span<const float> kinds, const Neighbors& rows, std::uint32_t document_count) {
    std::vector<float> xy(2 * static_cast<std::size_t>(document_count), k_not_placed);
    std::vector<std::int32_t> placed(rows.distinct->first_rows.size());
    for (std::size_t row = 0; row < rows.docs->size(); ++row) {
        const auto kind = static_cast<std::size_t>(rows.distinct->kind_of[row]);
        const auto offset = sunflower_offset(placed[kind]++);
        const std::size_t to = 2 * static_cast<std::size_t>((*rows.docs)[row]);
        xy[to] = kinds[2 * kind] + offset[0];
        xy[to + 1] = kinds[2 * kind + 1] + offset[1];
    }
    return xy;
}

class LayoutJob final : public AppJob<Layout> {
public:
    LayoutJob(Neighbors rows, std::uint32_t document_count, UmapOptions options, std::shared_ptr<LivePositions> live,
              Done<Layout> done)
        : AppJob(std::move(done)),
          rows_(std::move(rows)),
          document_count_(document_count),
          options_(std::move(options)),
          live_(std::move(live)) {
        made_.seed = options_.seed;
    }

    std::string key() const override { return "layout"; }
    std::string title() const override { return "Draw the map"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.enter("Placing documents");
        if (!umap_) {
            auto umap = Umap::create(*rows_.graph, options_);
            if (!umap) return umap.error();
            umap_.emplace(std::move(*umap));
        }
        const Step step = umap_->step(budget);
        progress.set(static_cast<std::int64_t>(umap_->progress() * 100), 100);
        if (step == Step::more && umap_->epoch() > 0 && clock_.now_ms() >= next_live_ms_) {
            next_live_ms_ = clock_.now_ms() + k_live_interval_ms;
            live_->publish(std::make_shared<const std::vector<float>>(
                by_document(umap_->positions(), rows_, document_count_)));
        }
        if (step == Step::done) made_.xy = by_document(umap_->positions(), rows_, document_count_);
        return step;
    }

private:
    Layout take() override { return std::move(made_); }

    Neighbors rows_;
    std::uint32_t document_count_;
    UmapOptions options_;
    std::shared_ptr<LivePositions> live_;
    SteadyClock clock_;
    double next_live_ms_ = 0;
    std::optional<Umap> umap_;
    Layout made_;
};

/// The first label of each kind, for a map that keeps labels together.
std::vector<std::int32_t> labels_of_kinds(const Project& project, const Neighbors& neighbors) {
    const LabelSetsStorage storage(project);
    std::vector<std::int32_t> labels(neighbors.distinct->first_rows.size(), -1);
    for (std::size_t row = 0; row < neighbors.docs->size(); ++row) {
        const auto own = storage.sets().of((*neighbors.docs)[row]);
        std::int32_t& label = labels[static_cast<std::size_t>(neighbors.distinct->kind_of[row])];
        if (label < 0 && !own.empty()) label = own.front();
    }
    return labels;
}

void show_layout(AppContext& context, Layout layout, const Done<>& done) {
    AppState& state = context.state;
    const bool first = *state.project.layout == nullptr;
    context.live_map.reset();
    state.project.layout.edit() = std::make_shared<const Layout>(std::move(layout));
    state.live_layout.clear();
    ++state.live_layout_version;
    if (first) ++state.fit_request;
    done(context, {});
}

}  // namespace

void compute_layout(AppContext& context, const action::ComputeLayout& wanted, const Done<>& done) {
    context.parts.need(context, k_neighbors_part, done.after([wanted](AppContext& later, const Done<>& end) {
        UmapOptions options;
        options.neighbors = std::clamp(wanted.neighbors, 2, k_neighbors + 1);
        options.min_dist = wanted.min_dist;
        options.epochs = wanted.epochs;
        options.seed = wanted.seed;
        if (wanted.label_weight > 0) {
            options.labels = labels_of_kinds(later.state.project, later.analysis.neighbors);
            options.label_weight = wanted.label_weight;
        }
        later.live_map = std::make_shared<LivePositions>();
        later.state.jobs.add(std::make_unique<LayoutJob>(later.analysis.neighbors, later.state.project.size(),
                                                         std::move(options), later.live_map,
                                                         end.after<Layout>(show_layout)));
    }));
}

void take_live_layout(AppContext& context) {
    if (!context.live_map) return;
    AppState& state = context.state;
    if (auto positions = context.live_map->take()) {
        const bool first = state.live_layout.empty() && !*state.project.layout;
        state.live_layout = *positions;
        ++state.live_layout_version;
        if (first) ++state.fit_request;
    } else if (!state.live_layout.empty() && !state.jobs.running("layout")) {
        state.live_layout.clear();   // cancelled: back to the map before
        ++state.live_layout_version;
    }
}

}  // namespace labelscape
