#include "app/work/scan_work.hpp"

#include <algorithm>
#include <utility>

#include "app/filtering.hpp"
#include "app/work/app_job.hpp"

namespace labelscape {
namespace {

constexpr const char* k_filter_key = "text-search";

using Found = std::vector<Bitset>;

/// Reads all texts, once a condition.
class ScanJob final : public AppJob<Found> {
public:
    ScanJob(std::string key, std::shared_ptr<const Dataset> texts, const std::vector<TextCondition>& conditions,
            Done<Found> done)
        : AppJob(std::move(done)), key_(std::move(key)), texts_(std::move(texts)) {
        const Texts all(texts_->size(), [texts = texts_](DocId doc) { return texts->text(doc); });
        for (const TextCondition& condition : conditions) searches_.emplace_back(all, *condition.matcher());
    }

    std::string key() const override { return key_; }
    std::string title() const override { return "Search texts"; }

    Result<Step> step(const Budget& budget, Progress& progress) override {
        progress.enter("Reading texts");
        progress.unit = "texts";
        while (current_ < searches_.size()) {
            TextSearch& search = searches_[current_];
            const Step step = search.step(budget);
            const double done = static_cast<double>(current_) + search.progress();
            const auto total = static_cast<std::int64_t>(searches_.size()) * texts_->size();
            progress.set(static_cast<std::int64_t>(done * texts_->size()), total);
            if (step == Step::done) ++current_;
            if (budget.spent()) break;
        }
        return current_ < searches_.size() ? Step::more : Step::done;
    }

private:
    Found take() override {
        Found found;
        for (const TextSearch& search : searches_) found.push_back(search.result());
        return found;
    }

    std::string key_;
    std::shared_ptr<const Dataset> texts_;
    std::vector<TextSearch> searches_;
    std::size_t current_ = 0;
};

/// Starts the job that ends with what it found in state.text_matches.
JobHandle scan(AppContext& context, std::string key, const std::vector<TextCondition>& conditions, const Done<>& done) {
    const auto& texts = *context.state.project.dataset;
    const auto keep = [texts, conditions](AppContext& later, Found found, const Done<>& end) {
        const bool current = texts == *later.state.project.dataset;
        for (std::size_t i = 0; current && i < found.size(); ++i) {
            later.state.text_matches.keep(texts, conditions[i], std::move(found[i]));
        }
        end(later, {});
    };
    return context.state.jobs.add(std::make_unique<ScanJob>(std::move(key), texts, conditions, done.after<Found>(keep)),
                                  Priority::user);
}

}  // namespace

void scan_if_wanted(AppContext& context) {
    AppState& state = context.state;
    const bool running = state.jobs.running(k_filter_key);
    if (state.searching.empty()) {
        if (running && !context.scanning.empty()) state.jobs.cancel(context.scan_job);
        context.scanning.clear();
        return;
    }
    if (running && context.scanning == state.searching) return;
    context.scanning = state.searching;
    context.scan_job =
        scan(context, k_filter_key, state.searching, context.done([](AppContext& later, const Status& status) {
            if (status) return later.derived.filter_changed();
            if (is_cancelled(status)) return;
            // A filter that cannot be answered is taken back: it would be tried again with the next frame.
            later.notify(status.error());
            give_up_scan(later);
        }));
}

void give_up_scan(AppContext& context) {
    AppState& state = context.state;
    const auto is_searched = [&](const TextCondition& condition) {
        return std::ranges::find(state.searching, condition) != state.searching.end();
    };
    std::erase_if(state.view.filter, [&](const FilterChip& chip) {
        const auto condition = text_condition(chip);
        return condition && is_searched(*condition);
    });
    if (is_searched({searched_words(state.view), false})) state.view.search_text.clear();
    context.persistence.snapshot_soon(1500);
}

void find_texts(AppContext& context, const Filter& filter, const std::string& search, std::string key,
                const Done<>& done) {
    const auto& texts = *context.state.project.dataset;
    std::vector<TextCondition> conditions = text_conditions(filter, search);
    std::erase_if(conditions,
                  [&](const TextCondition& one) { return context.state.text_matches.find(texts, one) != nullptr; });
    if (conditions.empty() || is_read_at_once(*texts)) return done(context, {});
    scan(context, std::move(key), conditions, done);
}

}  // namespace labelscape
