#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "app/ports.hpp"

namespace labelscape {

/// Keeps the open project in storage: each edit at once as a journal record, and the whole as a snapshot a little later
/// when a part changed that no edit describes (documents, vectors, layout, view) or the journal has grown long.
class Persistence {
public:
    Persistence(StoragePort& storage, const Clock& clock) : storage_(storage), clock_(clock) {}

    /// The project of `state` is new, or was just read: `stored` sections need not be written again.
    void start(const AppState& state, std::uint64_t next_sequence, std::vector<SectionInfo> stored);
    void stop();

    void journal(AppState& state, Bytes record);
    /// Asks for a snapshot within `delay_ms`.
    void snapshot_soon(double delay_ms = 400);
    /// Once a frame: a snapshot is written in slices.
    void tick(AppState& state);
    /// Hands all there is over to storage now.
    void flush(AppState& state);
    /// Everything is durable.
    bool saved() const { return pending_ == 0 && snapshot_at_ms_ < 0 && !snapshot_; }

private:
    /// One on its way: what it writes, and the first journal record that it does not hold.
    struct Snapshot {
        ProjectEncoder encoder;
        ProjectInfo info;
        std::uint64_t journal_from;
    };
    void begin_snapshot(AppState& state);
    void write_snapshot(AppState& state, const Budget& budget);
    void answered(AppState& state, const Status& status);

    StoragePort& storage_;
    const Clock& clock_;
    std::string id_;
    std::uint64_t next_sequence_ = 0;
    std::uint64_t records_since_snapshot_ = 0;
    std::vector<SectionInfo> stored_;   ///< what storage holds
    std::unique_ptr<Snapshot> snapshot_;
    bool committing_ = false;
    int pending_ = 0;
    double snapshot_at_ms_ = -1;
    double retry_at_ms_ = -1;
    std::uint64_t seen_dataset_ = 0, seen_embeddings_ = 0, seen_layout_ = 0;
    std::uint64_t session_ = 0;
};

}  // namespace labelscape
