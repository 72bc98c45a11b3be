#include "app/persistence.hpp"

#include <algorithm>

#include "app/view_format.hpp"

namespace labelscape {
namespace {

/// A longer journal makes opening slow.
constexpr std::uint64_t k_max_records = 2000;
constexpr double k_retry_ms = 5000;
/// Of a frame, for a snapshot.
constexpr double k_slice_ms = 4;

ProjectInfo info_of(const AppState& state) {
    return {state.project.id, state.project.name, state.active.count(), state.active_labeled, state.wall_ms};
}

}  // namespace

void Persistence::start(const AppState& state, std::uint64_t next_sequence, std::vector<SectionInfo> stored) {
    id_ = state.project.id;
    next_sequence_ = next_sequence;
    records_since_snapshot_ = 0;
    stored_ = std::move(stored);
    pending_ = 0;
    committing_ = false;
    snapshot_at_ms_ = retry_at_ms_ = -1;
    seen_dataset_ = state.project.dataset.version();
    seen_embeddings_ = state.project.embeddings.version();
    seen_layout_ = state.project.layout.version();
    ++session_;
}

void Persistence::stop() {
    if (!id_.empty()) storage_.close(id_);
    id_.clear();
    pending_ = 0;
    snapshot_.reset();
    snapshot_at_ms_ = -1;
    ++session_;
}

void Persistence::journal(AppState& state, Bytes record) {
    if (id_.empty()) return;
    ++pending_;
    ++records_since_snapshot_;
    state.save_state = SaveState::saving;
    storage_.append(id_, next_sequence_++, std::move(record), [this, &state, session = session_](Status status) {
        if (session != session_) return;
        --pending_;
        answered(state, status);
    });
}

void Persistence::snapshot_soon(double delay_ms) {
    const double at = clock_.now_ms() + delay_ms;
    if (!id_.empty() && (snapshot_at_ms_ < 0 || at < snapshot_at_ms_)) snapshot_at_ms_ = at;
}

void Persistence::tick(AppState& state) {
    if (id_.empty()) return;
    const Project& project = state.project;
    const bool parts_changed = project.dataset.version() != seen_dataset_ ||
                               project.embeddings.version() != seen_embeddings_ ||
                               project.layout.version() != seen_layout_;
    if (parts_changed || records_since_snapshot_ > k_max_records) snapshot_soon(0);
    const double now = clock_.now_ms();
    const bool due = snapshot_at_ms_ >= 0 && now >= snapshot_at_ms_ && now >= retry_at_ms_;
    if (due && !snapshot_ && !committing_) begin_snapshot(state);
    if (snapshot_) write_snapshot(state, Budget(clock_, k_slice_ms));
    if (saved() && state.save_state == SaveState::saving) state.save_state = SaveState::saved;
}

void Persistence::flush(AppState& state) {
    if (id_.empty()) return;
    if (snapshot_) write_snapshot(state, Budget());
    begin_snapshot(state);
    write_snapshot(state, Budget());
}

void Persistence::begin_snapshot(AppState& state) {
    seen_dataset_ = state.project.dataset.version();
    seen_embeddings_ = state.project.embeddings.version();
    seen_layout_ = state.project.layout.version();
    snapshot_at_ms_ = -1;
    records_since_snapshot_ = 0;
    state.save_state = SaveState::saving;
    snapshot_.reset(new Snapshot{{state.project, state.history, encode_view(state.view), stored_}, info_of(state), next_sequence_});
}

void Persistence::write_snapshot(AppState& state, const Budget& budget) {
    ProjectEncoder& encoder = snapshot_->encoder;
    while (auto section = encoder.next()) {
        storage_.stage(id_, std::move(*section));
        if (budget.spent()) return;
    }
    ++pending_;
    committing_ = true;
    storage_.commit(snapshot_->info, encoder.take_obsolete(), snapshot_->journal_from,
                    [this, &state, session = session_, infos = encoder.take_infos()](Status status) {
                        if (session != session_) return;
                        --pending_;
                        committing_ = false;
                        if (status) stored_ = infos;
                        answered(state, status);
                    });
    snapshot_.reset();
}

void Persistence::answered(AppState& state, const Status& status) {
    if (status) {
        if (saved()) state.save_state = SaveState::saved;
        return;
    }
    // Whatever was lost is in the next snapshot.
    state.save_state = SaveState::failed;
    state.save_error = status.error().message;
    retry_at_ms_ = clock_.now_ms() + k_retry_ms;
    snapshot_soon(k_retry_ms);
}

}  // namespace labelscape
