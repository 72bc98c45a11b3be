#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/ports.hpp"

namespace labelscape {

/// How storage has a project when it is shown.
struct StoredAs {
    std::uint64_t next_sequence = 0;
    std::vector<SectionInfo> sections;   ///< need not be written again; empty: storage does not know the project
    std::size_t unread = 0;              ///< so many of AppState::unread are kept there
    bool sound = false;                  ///< snapshot and journal together make the project
};

/// Keeps the open project in storage: each edit at once as a journal record, and the whole as a snapshot a little later
/// when a part changed that no edit describes (documents, vectors, layout, view) or the journal has grown long.
///
/// Records count only while the snapshot below them and every record before them are there. Where that is not so (an
/// import whose rows are not written yet, a failed write, a damaged journal, a project that was deleted elsewhere),
/// records are held back and nothing is called saved until a snapshot has taken their place.
class Persistence {
public:
    /// Something the user must know.
    using Tell = std::function<void(NoticeKind kind, std::string text)>;

    Persistence(StoragePort& storage, const Clock& clock, Tell tell)
        : storage_(storage), clock_(clock), tell_(std::move(tell)) {}

    /// The project of `state` is new, or was just read.
    void start(AppState& state, StoredAs stored);
    void stop();

    void journal(AppState& state, Bytes record);
    /// Something of the project changed that neither an edit nor a version tells, such as its name.
    void require_snapshot(AppState& state);
    /// Asks for a snapshot within `delay_ms`.
    void snapshot_soon(double delay_ms = 400);
    /// Once a frame: a snapshot is written in slices.
    void tick(AppState& state);
    /// Hands what is not saved over to storage now, until the budget is spent.
    void flush(AppState& state, const Budget& budget = {});
    /// What failed is tried again at once, and its error forgotten until then.
    void retry_now(AppState& state);
    /// Everything is in storage, the view too.
    bool saved() const;
    /// All of the project that now is survives a killed page; the view may not be written yet.
    bool durable(const AppState& state) const;
    /// Replies once: ok when all of the project that now is survives a killed page; the error when a write fails
    /// before (it is tried again all the same) or the project is closed. May reply at once.
    void when_saved(AppState& state, StatusReply reply);

private:
    /// Versions of what no edit describes.
    struct Parts {
        std::uint64_t dataset = 0, embeddings = 0, layout = 0;
        bool covers(const Parts& other) const {
            return dataset >= other.dataset && embeddings >= other.embeddings && layout >= other.layout;
        }
    };
    /// One on its way: what it writes, and the first journal record that it does not hold.
    struct Snapshot {
        ProjectEncoder encoder;
        ProjectInfo info;
        std::uint64_t journal_from;
        Parts parts;
        std::size_t unread;
    };
    struct Waiter {
        std::uint64_t sequence;
        Parts parts;
        StatusReply reply;
    };
    static Parts parts_of(const Project& project);
    bool sound(const Project& project) const {
        return !broken_at_ && stored_parts_.dataset == project.dataset.version();
    }
    void append(AppState& state, JournalRecord record);
    void append_held(AppState& state);
    void watch_layers(const AppState& state);
    void begin_snapshot(AppState& state);
    void write_snapshot(AppState& state, const Budget& budget);
    void committed(AppState& state, std::uint64_t journal_from, const Parts& parts);
    void failed(AppState& state, const Error& error);
    void break_journal();
    void write_anew();
    void make_room(AppState& state);
    void show(AppState& state);
    void answer_waiters();
    void fail_waiters(const Error& error);

    StoragePort& storage_;
    const Clock& clock_;
    Tell tell_;
    std::string id_;
    std::uint64_t next_sequence_ = 0;
    std::uint64_t durable_to_ = 0;             ///< all records below are safe, in the journal or in a snapshot
    /// The last record that the journal does not hold: later ones do not count.
    std::optional<std::uint64_t> broken_at_;
    std::vector<JournalRecord> held_;          ///< until a snapshot that they follow is there
    std::uint64_t records_since_snapshot_ = 0;
    std::vector<SectionInfo> stored_;          ///< what storage holds
    std::size_t stored_unread_ = 0;
    bool known_ = false;                       ///< storage lists the project
    bool gone_ = false;                        ///< it did, and does no longer
    std::unique_ptr<Snapshot> snapshot_;
    int committing_ = 0;
    double snapshot_at_ms_ = -1;
    std::uint64_t seen_layers_ = 0;            ///< version in the last snapshot begun
    double layers_at_ms_ = -1;                 ///< when those that changed since are worth a snapshot
    double retry_at_ms_ = -1;
    std::string error_;                        ///< of the last write, until a snapshot made it good
    Parts seen_parts_, stored_parts_;          ///< in the last snapshot begun, in the last one in storage
    std::vector<Waiter> waiters_;
    std::uint64_t session_ = 0;
};

}  // namespace labelscape
