#include "app/work/open_work.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <utility>

#include "app/work/app_job.hpp"
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

/// Storage has answered.
void opened(AppContext& context, const std::string& id, Result<StoredProject> stored, const Done<>& done) {
    if (!stored) {
        context.state.loading = false;
        context.ports.storage.close(id);
        if (stored.error().code == ErrorCode::conflict) context.state.locked_project = id;
        return done(context, stored.error());
    }
    const auto show = [id, next_sequence = stored->next_sequence, done](AppContext& later,
                                                                        Result<OpenedProject> opened) {
        if (!opened) {
            later.ports.storage.close(id);
            return done(later, opened.error());
        }
        opened->loaded.project.id = id;
        const bool replayed = opened->replayed > 0, sound = opened->unread.size() == opened->stored_unread;
        StoredAs as{next_sequence, std::move(opened->loaded.stored), opened->stored_unread, sound};
        show_project(later, std::move(*opened), std::move(as));
        // What the journal added is in no snapshot yet.
        if (replayed) later.persistence.snapshot_soon(3000);
        done(later, {});
    };
    read_project(context, std::move(*stored), {context.dropped, show});
}

class OpenJob final : public AppJob<OpenedProject> {
public:
    OpenJob(StoredProject stored, Done<OpenedProject> done) : AppJob(std::move(done)), stored_(std::move(stored)) {}

    std::string key() const override { return "open"; }
    std::string title() const override { return "Open project"; }

    Result<Step> step(const Budget&, Progress& progress) override {
        progress.enter("Reading");
        std::vector<Section> unread = take_unread(stored_.sections);
        const std::size_t stored_unread = unread.size();
        auto loaded = decode_project(std::move(stored_.sections));
        if (!loaded) return loaded.error();
        const Replayed replayed = replay(loaded->project, loaded->history, stored_.journal, stored_.journal_from);
        if (!replayed.note.empty())
            loaded->notes.push_back(replayed.note + ". They are kept, and go into a project file");
        for (JournalRecord& record : std::span(stored_.journal).subspan(replayed.whole)) {
            unread.push_back({std::string(k_unread_prefix) + std::to_string(record.sequence), std::move(record.bytes)});
        }
        result_ = OpenedProject{std::move(*loaded), replayed.applied, std::move(unread), stored_unread};
        return Step::done;
    }

private:
    OpenedProject take() override { return std::move(*result_); }

    StoredProject stored_;
    std::optional<OpenedProject> result_;
};

}  // namespace

void read_project(AppContext& context, StoredProject stored, const Done<OpenedProject>& done) {
    context.state.loading = true;
    const Done<OpenedProject> read(
        context.dropped, [session = context.project_session, done](AppContext& later, Result<OpenedProject> opened) {
            // Another project may have been begun meanwhile.
            if (session != later.project_session)
                return done(later, Error{ErrorCode::cancelled, "Another project was opened meanwhile"});
            later.state.loading = false;
            done(later, std::move(opened));
        });
    context.state.jobs.add(std::make_unique<OpenJob>(std::move(stored), read), Priority::user);
}

void open_project(AppContext& context, const std::string& id, bool take_over, const Done<>& done) {
    context.state.loading = true;
    context.state.locked_project.clear();
    context.ports.storage.open(id, take_over, context.for_this_project<Result<StoredProject>>(
        [&context, id, done](Result<StoredProject> stored) { opened(context, id, std::move(stored), done); }));
}

}  // namespace labelscape
