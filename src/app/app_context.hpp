#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/actions/target.hpp"
#include "app/analysis.hpp"
#include "app/app_state.hpp"
#include "app/derived.hpp"
#include "app/derived_parts.hpp"
#include "app/done.hpp"
#include "app/persistence.hpp"
#include "app/ports.hpp"
#include "jobs/latest.hpp"

namespace labelscape {

inline bool is_cancelled(const Status& status) { return !status && status.error().code == ErrorCode::cancelled; }

/// An outcome of a job of this application: what to do with it, between frames.
struct AppOutcome final : Outcome {
    explicit AppOutcome(std::function<void(struct AppContext&)> what) : apply(std::move(what)) {}
    std::function<void(struct AppContext&)> apply;
};

/// What works on the open project: replaced as a whole together with Session.
struct SessionWork {
    SessionWork();

    Derived derived;
    Analysis analysis;
    DerivedParts parts;                   ///< which of `analysis` and the layers are up to date
    std::shared_ptr<Latest<std::vector<float>>> live_map;   ///< where the map job publishes
    std::vector<Done<>> after_embed;      ///< who waits until all texts are embedded
    std::shared_ptr<const Embeddings> unfinished;   ///< of a model that the project was to change to
    std::vector<TextCondition> scanning;  ///< what the job of the filter's text search is for
    JobHandle scan_job = 0;
    std::uint32_t next_gesture = 1;
};

/// The parts that handlers and work share. Owned by App, never seen by the UI.
struct AppContext : SessionWork {
    AppContext(const Clock& its_clock, Ports its_ports, std::vector<std::uint32_t> its_label_palette);
    ~AppContext() { dropped->close(); }

    const Clock& clock;
    Ports ports;
    std::vector<std::uint32_t> label_palette;   ///< colors for new labels, 0xRRGGBB
    AppState state;
    Persistence persistence;
    ModelChoice chosen;                   ///< what the page embeds with now
    std::set<std::string> agreed;         ///< addresses of endpoints that the user let texts go to, on this page
    std::uint32_t import_token = 0;       ///< file in the import dialog
    std::string import_into;              ///< id of the project that a table is, or was last, read into
    /// Who waits until the open project has been left; none when it is not to be left.
    std::optional<Done<>> after_leaving;
    bool asks_to_leave = false;           ///< the user decides about what is not saved, a script is refused
    ActionQueue later;                    ///< actions that work asks for, applied with the next frame's
    std::shared_ptr<DroppedEnds> dropped = std::make_shared<DroppedEnds>();
    std::uint64_t next_notice = 1;
    std::uint64_t last_run = 0;           ///< of a derived part
    /// Counts projects opened, so that late answers for another project are dropped.
    std::uint64_t project_session = 0;

    /// Nothing is open; jobs and answers of the project that was are dropped, which ends who waits for them.
    void end_session();

    Done<> done(Done<>::Tell tell) { return {dropped, std::move(tell)}; }
    /// The end of what the user asked for: a failure becomes a notice.
    Done<> noticed();

    void notify(NoticeKind kind, std::string text, bool offers_undo = false);
    /// Cancelled is no news; a conflict is a warning. What several requests fail of at once is told once.
    void notify(const Error& error);
    /// Commits an edit as one step of the history and journals it. Null does nothing.
    /// False when there was nothing to change.
    bool commit(std::unique_ptr<Edit> edit);
    void undo();
    void redo();
    /// What a notice offers to undo is the last step; any further step makes that another one.
    void withdraw_undo_offers();
    /// Documents of an action's target.
    Bitset resolve(const Target& target) const;
    /// `reply`, but dropped when another project has been opened meanwhile.
    template <class T>
    std::function<void(T)> for_this_project(std::function<void(T)> reply) {
        return [this, session = project_session, reply = std::move(reply)](T value) {
            if (session == project_session) reply(std::move(value));
        };
    }
};

}  // namespace labelscape
