#include "app/work/open_work.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "app/work/import_work.hpp"
#include "io/journal.hpp"

namespace labelscape {
namespace {

std::vector<Section> take_unread(std::vector<Section>& sections) {
    const auto first = std::ranges::stable_partition(
        sections, [](const Section& section) { return !section.name.starts_with(k_unread_prefix); }).begin();
    std::vector<Section> unread(std::make_move_iterator(first), std::make_move_iterator(sections.end()));
    sections.erase(first, sections.end());
    return unread;
}

using Then = std::function<void(AppContext&, Result<OpenedProject>)>;

/// Storage has answered.
void opened(AppContext& context, const std::string& id, Result<StoredProject> stored, WhenOpen then) {
    if (!stored) {
        context.state.loading = false;
        context.ports.storage.close(id);
        if (stored.error().code == ErrorCode::conflict) context.state.locked_project = id;
        return then(context, stored.error());
    }
    const auto show = [id, next_sequence = stored->next_sequence, then = std::move(then)](AppContext& later, Result<OpenedProject> opened) {
        if (!opened) {
            later.ports.storage.close(id);
            return then(later, opened.error());
        }
        opened->loaded.project.id = id;
        const bool replayed = opened->replayed > 0, sound = opened->unread.size() == opened->stored_unread;
        StoredAs as{next_sequence, std::move(opened->loaded.stored), opened->stored_unread, sound};
        show_project(later, std::move(*opened), std::move(as));
        // What the journal added is in no snapshot yet.
        if (replayed) later.persistence.snapshot_soon(3000);
        then(later, {});
    };
    read_project(context, std::move(*stored), show);
}

class OpenJob final : public Job {
public:
    OpenJob(StoredProject stored, Then then) : stored_(std::move(stored)), then_(std::move(then)) {}

    std::string key() const override { return "open"; }
    std::string title() const override { return "Open project"; }

    Result<Step> step(const Budget&, Progress& progress) override {
        progress.enter("Reading");
        std::vector<Section> unread = take_unread(stored_.sections);
        const std::size_t stored_unread = unread.size();
        auto loaded = decode_project(std::move(stored_.sections));
        if (!loaded) {
            result_ = loaded.error();
            return Step::done;
        }
        const Replayed replayed = replay(loaded->project, loaded->history, stored_.journal, stored_.journal_from);
        if (!replayed.note.empty()) loaded->notes.push_back(replayed.note + ". They are kept, and go into a project file");
        for (JournalRecord& record : std::span(stored_.journal).subspan(replayed.whole)) {
            unread.push_back({std::string(k_unread_prefix) + std::to_string(record.sequence), std::move(record.bytes)});
        }
        result_ = OpenedProject{std::move(*loaded), replayed.applied, std::move(unread), stored_unread};
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

    StoredProject stored_;
    Then then_;
    std::optional<Result<OpenedProject>> result_;
};

}  // namespace

void read_project(AppContext& context, StoredProject stored, Then then) {
    context.state.loading = true;
    // Another project may be begun meanwhile.
    const auto unless_late = [session = context.project_session, then = std::move(then)](AppContext& later,
                                                                                         Result<OpenedProject> opened) {
        if (session == later.project_session) then(later, std::move(opened));
    };
    context.state.jobs.add(std::make_unique<OpenJob>(std::move(stored), unless_late), Priority::user);
}

void open_project(AppContext& context, const std::string& id, bool take_over, WhenOpen then) {
    context.state.loading = true;
    context.state.locked_project.clear();
    context.ports.storage.open(id, take_over, context.for_this_project<Result<StoredProject>>(
        [&context, id, then = std::move(then)](Result<StoredProject> stored) { opened(context, id, std::move(stored), then); }));
}

}  // namespace labelscape
