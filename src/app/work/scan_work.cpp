#include "app/work/scan_work.hpp"

#include <algorithm>
#include <utility>

#include "app/filtering.hpp"

namespace labelscape {
namespace {

constexpr const char* k_filter_key = "text-search";

/// Reads all texts, once a condition.
class ScanJob final : public Job {
public:
    ScanJob(std::string key, std::shared_ptr<const Dataset> texts, std::vector<TextCondition> conditions,
            std::function<void(AppContext&)> then)
        : key_(std::move(key)), texts_(std::move(texts)), conditions_(std::move(conditions)), then_(std::move(then)) {
        const Texts all(texts_->size(), [texts = texts_](DocId doc) { return texts->text(doc); });
        for (const TextCondition& condition : conditions_) searches_.emplace_back(all, *condition.matcher());
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

    std::unique_ptr<Outcome> outcome() override {
        std::vector<Bitset> found;
        for (const TextSearch& search : searches_) found.push_back(search.result());
        return std::make_unique<AppOutcome>([texts = texts_, conditions = conditions_, found = std::move(found),
                                             then = std::move(then_)](AppContext& context) {
            const bool current = texts == *context.state.project.dataset;
            for (std::size_t i = 0; current && i < found.size(); ++i) {
                context.state.text_matches.keep(texts, conditions[i], found[i]);
            }
            then(context);
        });
    }

    /// A filter that cannot be answered is taken back: it would be tried again with the next frame.
    std::unique_ptr<Outcome> failure(const Error& error) override {
        if (key_ != k_filter_key || error.code == ErrorCode::cancelled) return nullptr;
        return std::make_unique<AppOutcome>([error](AppContext& context) {
            context.notify(error);
            give_up_scan(context);
        });
    }

private:
    std::string key_;
    std::shared_ptr<const Dataset> texts_;
    std::vector<TextCondition> conditions_;
    std::vector<TextSearch> searches_;
    std::function<void(AppContext&)> then_;
    std::size_t current_ = 0;
};

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
    context.scan_job = state.jobs.add(
        std::make_unique<ScanJob>(k_filter_key, *state.project.dataset, state.searching,
                                  [](AppContext& later) { later.derived.filter_changed(); }),
        Priority::user);
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

void with_text_matches(AppContext& context, const Filter& filter, const std::string& search, std::string key,
                       std::function<void(AppContext&)> then) {
    const auto& texts = *context.state.project.dataset;
    std::vector<TextCondition> conditions = text_conditions(filter, search);
    std::erase_if(conditions, [&](const TextCondition& one) { return context.state.text_matches.find(texts, one) != nullptr; });
    if (conditions.empty() || is_read_at_once(*texts)) return then(context);
    context.state.jobs.add(std::make_unique<ScanJob>(std::move(key), texts, std::move(conditions), std::move(then)),
                           Priority::user);
}

}  // namespace labelscape
