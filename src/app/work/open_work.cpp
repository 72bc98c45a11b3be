#include "app/work/open_work.hpp"

#include <optional>
#include <utility>

#include "io/journal.hpp"

namespace labelscape {
namespace {

using Then = std::function<void(AppContext&, Result<OpenedProject>)>;

class OpenJob final : public Job {
public:
    OpenJob(std::vector<Section> sections, std::vector<Bytes> journal, Then then)
        : sections_(std::move(sections)), journal_(std::move(journal)), then_(std::move(then)) {}

    std::string key() const override { return "open"; }
    std::string title() const override { return "Open project"; }

    Result<Step> step(const Budget&, Progress& progress) override {
        progress.enter("Reading");
        auto loaded = decode_project(std::move(sections_));
        if (!loaded) {
            result_ = loaded.error();
            return Step::done;
        }
        Replayed replayed = replay(loaded->project, loaded->history, journal_);
        if (!replayed.note.empty()) loaded->notes.push_back(std::move(replayed.note));
        result_ = OpenedProject{std::move(*loaded), replayed.applied};
        return Step::done;
    }

    std::unique_ptr<Outcome> outcome() override { return finish(std::move(*result_)); }
    std::unique_ptr<Outcome> failure(const Error& error) override { return finish(error); }

private:
    std::unique_ptr<Outcome> finish(Result<OpenedProject> opened) {
        // std::function wants to copy what it holds.
        auto result = std::make_shared<Result<OpenedProject>>(std::move(opened));
        return std::make_unique<AppOutcome>([result, then = std::move(then_)](AppContext& context) {
            context.state.loading = false;
            then(context, std::move(*result));
        });
    }

    std::vector<Section> sections_;
    std::vector<Bytes> journal_;
    Then then_;
    std::optional<Result<OpenedProject>> result_;
};

}  // namespace

void read_project(AppContext& context, std::vector<Section> sections, std::vector<Bytes> journal, Then then) {
    context.state.loading = true;
    // Another project may be begun meanwhile.
    const auto unless_late = [session = context.project_session, then = std::move(then)](AppContext& later,
                                                                                         Result<OpenedProject> opened) {
        if (session == later.project_session) then(later, std::move(opened));
    };
    context.state.jobs.add(std::make_unique<OpenJob>(std::move(sections), std::move(journal), unless_late), Priority::user);
}

}  // namespace labelscape
