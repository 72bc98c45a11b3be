// Every fault in every step that scripted work takes in storage: whatever was shown or answered as saved is there when
// the project is opened again, and the program goes on.

#include <gtest/gtest.h>

#include "app/actions/history.hpp"
#include "app/actions/projects.hpp"
#include "app/saving_harness.hpp"

namespace labelscape {
namespace {

using test::SavingHarness;

/// One page at work, and what it has been told is saved.
class Worker {
public:
    explicit Worker(std::uint64_t seed) : random_(seed) {}

    void step(int number) {
        switch (number) {
            case 0: page.act(action::NewProject{"Faults"}); id = page.state().project.id; break;
            case 1: page.import_rows(12); break;
            case 5: page.act(action::RenameProject{"Renamed"}); break;
            case 7: page.import_rows(6); break;
            case 9: page.act(action::Undo{}); break;
            case 10: page.act(action::Redo{}); break;
            case 12:
            case 13: page.act(action::Undo{}); break;
            default: {
                const auto first = static_cast<DocId>(random_.below(10));
                page.assign(first, first + 1 + static_cast<DocId>(random_.below(3)),
                            static_cast<int>(random_.below(3)));
            }
        }
        states.push_back(page.work());
        ask(states.size());
        look();
        for (auto frames = random_.below(3); frames > 0; --frames) frame();
    }
    static constexpr int k_steps = 15;

    void frame() {
        page.frame();
        look();
    }
    /// Frames until all is saved, with time put forward past waits.
    bool settle() {
        for (int round = 0; round < 60; ++round, page.clock.skipped_ms += 500) {
            for (int i = 0; i < 4; ++i) frame();
            if (page.saved() && page.mailbox.empty()) return true;
        }
        return false;
    }

    SavingHarness page;
    std::string id;
    std::vector<std::string> states{""};
    std::size_t confirmed = 0;   ///< so many states, from the first on, are passed: the last of them must be there

private:
    void ask(std::size_t count) {
        AppContext& context = page.app->context();
        context.persistence.when_saved(context.state, [this, count](const Status& status) {
            if (status) confirmed = std::max(confirmed, count);
        });
    }
    void look() {
        if (page.storage.dead) return;
        if (page.state().project_open && page.saved()) confirmed = states.size();
    }

    Random random_;
};

/// True when the work found is that of the last confirmed state or of a later one.
bool nothing_lost(const Worker& worker, const std::string& found) {
    for (std::size_t i = std::max<std::size_t>(worker.confirmed, 1) - 1; i < worker.states.size(); ++i) {
        if (worker.states[i] == found) return true;
    }
    return false;
}

void run(std::uint64_t seed, FakeStorage::Fault fault, std::uint64_t at, bool goes_on) {
    SCOPED_TRACE("seed " + std::to_string(seed) + ", fault " + std::to_string(static_cast<int>(fault)) + " at step " +
                 std::to_string(at) + (goes_on ? "" : ", then killed"));
    Worker worker(seed);
    SavingHarness& page = worker.page;
    page.storage.fault = fault;
    page.storage.fault_at = at;
    const bool kills = fault == FakeStorage::Fault::killed || fault == FakeStorage::Fault::unheard;
    for (int step = 0; step < Worker::k_steps && !page.storage.dead; ++step) {
        worker.step(step);
        if (page.storage.steps > at && (!goes_on || kills)) break;
    }
    if (goes_on && !kills) {
        ASSERT_TRUE(worker.settle()) << "it never saves again: " << page.state().save_error;
        worker.confirmed = worker.states.size();
    }
    if (!page.kill_and_reopen(worker.id)) {
        EXPECT_EQ(worker.confirmed, 0u) << "the project cannot be opened";
        return;
    }
    EXPECT_TRUE(nothing_lost(worker, page.work())) << "confirmed: " << worker.confirmed << "\n" << page.work();
    page.act(action::RenameProject{"Goes on"});
    EXPECT_TRUE(page.settle_saved());
}

std::uint64_t steps_without_fault(std::uint64_t seed) {
    Worker worker(seed);
    for (int step = 0; step < Worker::k_steps; ++step) worker.step(step);
    EXPECT_TRUE(worker.page.settle_saved());
    return worker.page.storage.steps;
}

TEST(StorageFaults, NothingConfirmedIsLost) {
    std::uint64_t injected = 0;
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        const std::uint64_t steps = steps_without_fault(seed);
        for (std::uint64_t at = 0; at < steps; ++at) {
            for (int fault = 0; fault < FakeStorage::k_fault_count; ++fault) {
                for (const bool goes_on : {true, false}) {
                    // What the user cleared comes back only from memory.
                    if (static_cast<FakeStorage::Fault>(fault) == FakeStorage::Fault::cleared && !goes_on) continue;
                    run(seed, static_cast<FakeStorage::Fault>(fault), at, goes_on);
                    ++injected;
                    if (::testing::Test::HasFailure()) return;
                }
            }
        }
    }
    RecordProperty("injected", static_cast<int>(injected));
    EXPECT_GE(injected, 2000u);
}

}  // namespace
}  // namespace labelscape
