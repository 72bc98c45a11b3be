#pragma once

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/analysis.hpp"
#include "app/app_state.hpp"
#include "app/derived.hpp"
#include "app/persistence.hpp"
#include "app/ports.hpp"
#include "jobs/latest.hpp"

namespace labelscape {

/// An outcome of a job of this application: what to do with it, between frames.
struct AppOutcome final : Outcome {
    explicit AppOutcome(std::function<void(struct AppContext&)> what) : apply(std::move(what)) {}
    std::function<void(struct AppContext&)> apply;
};

/// The parts that handlers and work share. Owned by App, never seen by the UI.
struct AppContext {
    AppContext(const Clock& its_clock, Ports its_ports, std::vector<std::uint32_t> its_label_palette);

    const Clock& clock;
    Ports ports;
    std::vector<std::uint32_t> label_palette;   ///< colors for new labels, 0xRRGGBB
    AppState state;
    Persistence persistence;
    Derived derived;
    Analysis analysis;
    std::shared_ptr<Latest<std::vector<float>>> live_map;   ///< where the map job publishes
    /// What goes on when all texts are embedded, and when the neighbor graph is made; lost when that is cancelled.
    std::vector<std::function<void(AppContext&)>> after_embed, after_graph;
    ModelChoice chosen;                   ///< what the page embeds with now
    std::set<std::string> agreed;         ///< addresses of endpoints that the user let texts go to since the page was loaded
    std::shared_ptr<const Embeddings> unfinished;   ///< of a model that the project was to change to
    std::vector<TextCondition> scanning;  ///< what the job of the filter's text search is for
    JobHandle scan_job = 0;
    std::uint32_t next_gesture = 1;
    std::uint32_t import_token = 0;       ///< file in the import dialog
    /// What goes on when the open project has been left, or why it was not; null when it is not to be left.
    std::function<void(AppContext&, const Status&)> after_leaving;
    bool asks_to_leave = false;           ///< the user decides about what is not saved, a script is refused
    ActionQueue later;                    ///< actions that work asks for, applied with the next frame's
    std::uint64_t next_notice = 1;
    /// Counts projects opened, so that late answers for another project are dropped.
    std::uint64_t project_session = 0;

    void notify(NoticeKind kind, std::string text, bool offers_undo = false);
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
