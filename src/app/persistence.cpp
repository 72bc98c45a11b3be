#include "app/persistence.hpp"

#include <algorithm>

#include "app/view_format.hpp"

namespace labelscape {
namespace {

/// A longer journal makes opening slow.
constexpr std::uint64_t k_max_records = 2000;
constexpr double k_retry_ms = 2000;
/// What actors say changes with every label and is made again with ease.
constexpr double k_layers_ms = 60000;
/// Of a frame, for a snapshot.
constexpr double k_slice_ms = 4;

ProjectInfo info_of(const AppState& state) {
    const Bitset active = state.project.active();
    Bitset labeled = active;
    labeled &= state.project.annotations->labeled();
    return {state.project.id, state.project.name, active.count(), labeled.count(), state.wall_ms};
}

}  // namespace

Persistence::Parts Persistence::parts_of(const Project& project) {
    return {project.dataset.version(), project.embeddings.version(), project.layout.version()};
}

void Persistence::start(AppState& state, StoredAs stored) {
    ++session_;
    id_ = state.project.id;
    next_sequence_ = durable_to_ = stored.next_sequence;
    known_ = !stored.sections.empty();
    gone_ = false;
    broken_at_.reset();
    if (!stored.sound) break_journal();
    held_.clear();
    records_since_snapshot_ = 0;
    stored_ = std::move(stored.sections);
    stored_unread_ = stored.unread;
    snapshot_.reset();
    committing_ = 0;
    snapshot_at_ms_ = retry_at_ms_ = -1;
    error_.clear();
    seen_parts_ = stored_parts_ = parts_of(state.project);
    seen_layers_ = state.project.layers.version();
    layers_at_ms_ = -1;
    if (broken_at_) snapshot_soon(0);
    show(state);
}

void Persistence::stop() {
    if (!id_.empty()) storage_.close(id_);
    id_.clear();
    held_.clear();
    snapshot_.reset();
    snapshot_at_ms_ = -1;
    durable_to_ = next_sequence_;
    broken_at_.reset();
    committing_ = 0;
    error_.clear();
    ++session_;
    fail_waiters({ErrorCode::conflict, "The project was closed before the change was saved"});
}

bool Persistence::saved() const {
    return durable_to_ == next_sequence_ && !broken_at_ && committing_ == 0 && !snapshot_ && snapshot_at_ms_ < 0;
}

bool Persistence::durable(const AppState& state) const {
    return id_.empty() ||
           (durable_to_ == next_sequence_ && !broken_at_ && stored_parts_.covers(parts_of(state.project)));
}

void Persistence::when_saved(AppState& state, StatusReply reply) {
    if (durable(state)) return reply({});
    // Whoever asks need not wait for the next try.
    retry_now(state);
    waiters_.push_back({next_sequence_, parts_of(state.project), std::move(reply)});
}

void Persistence::retry_now(AppState& state) {
    if (error_.empty()) return;
    error_.clear();
    retry_at_ms_ = -1;
    snapshot_soon(0);
    show(state);
}

void Persistence::journal(AppState& state, Bytes record) {
    if (id_.empty()) return;
    ++records_since_snapshot_;
    JournalRecord numbered{next_sequence_++, std::move(record)};
    if (sound(state.project)) {
        append(state, std::move(numbered));
    } else {
        held_.push_back(std::move(numbered));
        snapshot_soon(0);
    }
    show(state);
}

void Persistence::append(AppState& state, JournalRecord record) {
    const std::uint64_t sequence = record.sequence;
    storage_.append(info_of(state), std::move(record), [this, &state, sequence, session = session_](Status status) {
        if (session != session_) return;
        if (!status) {
            broken_at_ = std::max(sequence, broken_at_.value_or(sequence));
            return failed(state, status.error());
        }
        durable_to_ = std::max(durable_to_, sequence + 1);
        answer_waiters();
        show(state);
    });
}

void Persistence::append_held(AppState& state) {
    if (!sound(state.project)) return;
    for (JournalRecord& record : std::exchange(held_, {})) append(state, std::move(record));
}

void Persistence::snapshot_soon(double delay_ms) {
    const double at = clock_.now_ms() + delay_ms;
    if (!id_.empty() && (snapshot_at_ms_ < 0 || at < snapshot_at_ms_)) snapshot_at_ms_ = at;
}

void Persistence::tick(AppState& state) {
    if (id_.empty()) return;
    if (!seen_parts_.covers(parts_of(state.project)) || records_since_snapshot_ > k_max_records) snapshot_soon(0);
    watch_layers(state);
    const double now = clock_.now_ms();
    const bool due = snapshot_at_ms_ >= 0 && now >= snapshot_at_ms_ && now >= retry_at_ms_;
    if (due && !snapshot_ && committing_ == 0) begin_snapshot(state);
    if (snapshot_) write_snapshot(state, Budget(clock_, k_slice_ms));
    show(state);
}

void Persistence::watch_layers(const AppState& state) {
    if (state.project.layers.version() == seen_layers_) return;
    const double now = clock_.now_ms();
    if (layers_at_ms_ < 0) layers_at_ms_ = now + k_layers_ms;
    if (now >= layers_at_ms_) snapshot_soon(0);
}

void Persistence::flush(AppState& state, const Budget& budget) {
    if (id_.empty()) return;
    if (snapshot_) write_snapshot(state, budget);
    const bool waits = snapshot_at_ms_ >= 0 || !seen_parts_.covers(parts_of(state.project));
    if (!waits || snapshot_) return;
    begin_snapshot(state);
    write_snapshot(state, budget);
}

void Persistence::begin_snapshot(AppState& state) {
    seen_parts_ = parts_of(state.project);
    seen_layers_ = state.project.layers.version();
    snapshot_at_ms_ = layers_at_ms_ = -1;
    records_since_snapshot_ = 0;
    held_.clear();
    snapshot_.reset(new Snapshot{{state.project, state.history, encode_view(state.view), stored_},
                                 info_of(state), next_sequence_, seen_parts_, state.unread.size()});
    for (std::size_t i = stored_unread_; i < state.unread.size(); ++i) storage_.stage(id_, state.unread[i]);
}

void Persistence::write_snapshot(AppState& state, const Budget& budget) {
    ProjectEncoder& encoder = snapshot_->encoder;
    while (auto section = encoder.next()) {
        storage_.stage(id_, std::move(*section));
        if (budget.spent()) return;
    }
    const std::unique_ptr<Snapshot> whole = std::move(snapshot_);
    ++committing_;
    storage_.commit(whole->info, {encoder.take_obsolete(), whole->journal_from, !known_},
                    [this, &state, session = session_, infos = encoder.take_infos(), from = whole->journal_from,
                     parts = whole->parts, unread = whole->unread](Status status) {
                        if (session != session_) return;
                        --committing_;
                        if (!status) return failed(state, status.error());
                        stored_ = infos;
                        stored_unread_ = unread;
                        committed(state, from, parts);
                    });
}

void Persistence::committed(AppState& state, std::uint64_t journal_from, const Parts& parts) {
    known_ = true;
    error_.clear();
    stored_parts_ = parts;
    durable_to_ = std::max(durable_to_, journal_from);
    if (broken_at_ && *broken_at_ < journal_from) broken_at_.reset();
    if (broken_at_) snapshot_soon(0);
    append_held(state);
    if (std::exchange(gone_, false)) {
        tell_(NoticeKind::warning,
              "This project had been deleted from this browser, or its data cleared, while it was open. "
              "It has been written anew, with all that is here");
    }
    answer_waiters();
    show(state);
}

void Persistence::failed(AppState& state, const Error& error) {
    error_ = error.message;
    retry_at_ms_ = clock_.now_ms() + k_retry_ms;
    // Whatever was lost is in the next snapshot.
    snapshot_soon(k_retry_ms);
    if (error.code == ErrorCode::not_found && known_) write_anew();
    if (error.code == ErrorCode::storage_full) make_room(state);
    fail_waiters(error);
    show(state);
}

void Persistence::require_snapshot(AppState& state) {
    if (id_.empty()) return;
    break_journal();
    snapshot_soon(0);
    show(state);
}

/// Nothing counts before a snapshot that stands in for a record that never was.
void Persistence::break_journal() { broken_at_ = next_sequence_++; }

/// Storage does not have the project any more: all that is in memory goes there.
void Persistence::write_anew() {
    gone_ = true;
    known_ = false;
    break_journal();
    stored_.clear();
    stored_unread_ = 0;
    snapshot_.reset();
    retry_at_ms_ = -1;
    snapshot_soon(0);
}

/// The trash is kept only while there is room.
void Persistence::make_room(AppState& state) {
    for (const ProjectInfo& info : state.trash) {
        storage_.remove(
            info.id, [this, &state, id = info.id, name = info.name, session = session_](const Status& status) {
                if (!status) return;
                std::erase_if(state.trash, [&](const ProjectInfo& one) { return one.id == id; });
                tell_(NoticeKind::warning,
                      "The browser's storage is full: " + name + " in the trash was deleted for good to make room");
                if (session != session_) return;
                retry_at_ms_ = -1;
                snapshot_soon(0);
            });
    }
}

void Persistence::show(AppState& state) {
    state.save_state = !error_.empty() ? SaveState::failed : saved() ? SaveState::saved : SaveState::saving;
    state.save_error = error_;
}

void Persistence::answer_waiters() {
    std::vector<Waiter> done;
    std::erase_if(waiters_, [&](Waiter& waiter) {
        if (durable_to_ < waiter.sequence || !stored_parts_.covers(waiter.parts)) return false;
        done.push_back(std::move(waiter));
        return true;
    });
    for (const Waiter& waiter : done) waiter.reply({});
}

void Persistence::fail_waiters(const Error& error) {
    for (const Waiter& waiter : std::exchange(waiters_, {})) waiter.reply(error);
}

}  // namespace labelscape
