#include "app/persistence.hpp"

#include <gtest/gtest.h>

#include "app/actions/exports.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/view.hpp"
#include "app/saving_harness.hpp"

namespace labelscape {
namespace {

class PersistenceTest : public ::testing::Test {
protected:
    void SetUp() override {
        harness.act(action::NewProject{"Work"});
        harness.import_rows(50);
        ASSERT_TRUE(harness.settle_saved());
        id = state().project.id;
    }
    const AppState& state() { return harness.state(); }
    FakeStorage::Stored& stored() { return harness.storage.projects.at(id); }
    /// One document more each, all confirmed.
    void label_one_by_one(DocId first, DocId last) {
        for (DocId doc = first; doc < last; ++doc) {
            harness.assign(doc, doc + 1, 0);
            harness.frame();
        }
        ASSERT_TRUE(harness.settle_saved());
    }
    void reopen_and_compare(const std::string& work) {
        ASSERT_TRUE(harness.kill_and_reopen(id));
        EXPECT_EQ(harness.work(), work);
    }

    test::SavingHarness harness;
    std::string id;
};

TEST_F(PersistenceTest, WorkAfterADamagedJournalIsKept) {
    label_one_by_one(10, 14);
    ASSERT_EQ(stored().journal.size(), 4u);
    const auto damaged = std::next(stored().journal.begin());
    const std::string kept = "unread/" + std::to_string(damaged->first);
    damaged->second.back() ^= std::byte{1};
    harness.restart();
    harness.act(action::OpenProject{id});
    while (!state().project_open) harness.frame();
    EXPECT_FALSE(harness.app->context().persistence.durable(state()))
        << "nothing may be called saved on a broken journal";
    EXPECT_EQ(state().active_labeled, 4u);   // three of the import and one before the damage
    EXPECT_TRUE(harness.told("The last 3 changes could not be restored: the journal is damaged after 1 change"));
    label_one_by_one(20, 40);
    EXPECT_TRUE(stored().sections.contains(kept)) << "what cannot be read is kept";
    reopen_and_compare(harness.work());
    EXPECT_EQ(state().unread.size(), 3u);
    EXPECT_FALSE(harness.told("could not be restored")) << "said once";
}

TEST_F(PersistenceTest, ADamagedJournalIsMendedBeforeAnythingElseIsDone) {
    label_one_by_one(10, 14);
    stored().journal.begin()->second.back() ^= std::byte{1};
    ASSERT_TRUE(harness.kill_and_reopen(id));
    ASSERT_TRUE(harness.settle_saved());
    EXPECT_TRUE(stored().journal.empty());
    EXPECT_EQ(state().unread.size(), 4u);
    harness.act(action::Export{"project", false});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(std::ranges::count_if(harness.files.archive,
                                    [](const Section& part) { return part.name.starts_with("unread/"); }),
              4);
}

TEST_F(PersistenceTest, WhatIsOpenAndHowWideComesBack) {
    ViewState view = state().view;
    view.sizes = {310, 420, 190};
    harness.act(action::SetView{view});
    harness.frame();
    ASSERT_TRUE(harness.settle_saved());
    harness.act(action::ToggleView{view_id::k_history});
    harness.act(action::ToggleView{view_id::k_help});
    harness.act(action::ToggleFocusMode{});
    harness.frame();
    ASSERT_TRUE(harness.settle_saved());
    ASSERT_TRUE(harness.kill_and_reopen(id));
    EXPECT_EQ(state().view.sizes, view.sizes);
    EXPECT_TRUE(state().view.open.has(view_id::k_history));
    for (const auto& closed : {view_id::k_help, view_id::k_focus})
        EXPECT_FALSE(state().view.open.has(closed)) << closed;
}

TEST_F(PersistenceTest, ReplayStopsAtAGap) {
    label_one_by_one(10, 14);
    stored().journal.erase(std::next(stored().journal.begin()));
    ASSERT_TRUE(harness.kill_and_reopen(id));
    EXPECT_EQ(state().active_labeled, 4u);
    EXPECT_TRUE(harness.told("The last 2 changes could not be restored: a change before them is missing"));
    label_one_by_one(20, 30);
    reopen_and_compare(harness.work());
}

TEST_F(PersistenceTest, AMissingFirstRecordIsAGap) {
    label_one_by_one(10, 14);
    stored().journal.erase(stored().journal.begin());
    ASSERT_TRUE(harness.kill_and_reopen(id));
    EXPECT_EQ(state().active_labeled, 3u);
    EXPECT_TRUE(harness.told("The last 3 changes could not be restored"));
}

TEST_F(PersistenceTest, AfterAFailedRecordNothingIsSavedUntilASnapshotHoldsIt) {
    harness.storage.fault_at = harness.storage.steps;
    harness.assign(10, 11, 0);
    harness.assign(11, 12, 0);
    harness.mailbox.run();
    EXPECT_EQ(state().save_state, SaveState::failed);
    harness.assign(12, 13, 0);
    harness.mailbox.run();
    EXPECT_EQ(state().save_state, SaveState::failed);
    EXPECT_TRUE(stored().journal.empty()) << "a record after a missing one would be replayed on another state";
    ASSERT_TRUE(harness.settle_saved());
    EXPECT_EQ(state().save_error, "");
    harness.assign(13, 14, 0);
    ASSERT_TRUE(harness.settle_saved());
    reopen_and_compare(harness.work());
    EXPECT_EQ(state().active_labeled, 7u);
}

TEST_F(PersistenceTest, AnImportIsThereAsAWholeOrNotAtAll) {
    const std::string before = harness.work();
    for (std::uint64_t step = 0; step < 40; ++step) {
        test::SavingHarness page;
        page.storage.projects = harness.storage.projects;
        page.act(action::OpenProject{id});
        ASSERT_TRUE(page.settle_saved());
        page.import_rows(30);
        page.assign(60, 70, 1);
        page.storage.fault_at = page.storage.steps + step;
        page.storage.fault = FakeStorage::Fault::killed;
        page.assign(70, 75, 1);
        const std::string after = page.work();
        page.settle_saved();
        ASSERT_TRUE(page.kill_and_reopen(id)) << "step " << step;
        EXPECT_TRUE(page.work() == before || page.work() == after) << "step " << step << "\n" << page.work();
        EXPECT_FALSE(page.told("could not be restored")) << "step " << step;
    }
}

TEST_F(PersistenceTest, AProjectDeletedUnderItIsWrittenAnew) {
    for (int round = 0; round < 2; ++round) {
        harness.storage.projects.clear();
        const auto at = static_cast<DocId>(10 + 5 * round);
        round == 0 ? harness.assign(at, at + 2, 0) : harness.act(action::RenameProject{"Other name"});
        for (int i = 0; i < 3; ++i) harness.frame();
        ASSERT_TRUE(harness.settle_saved());
        EXPECT_TRUE(harness.told("had been deleted from this browser"));
        ASSERT_TRUE(harness.storage.projects.contains(id));
        reopen_and_compare(harness.work());
    }
}

TEST_F(PersistenceTest, AFileRescuedFromAStoppedPageOpensWithEveryLabel) {
    label_one_by_one(10, 24);
    const std::string work = harness.work();
    // As web/host/host.js puts it together: the last snapshot, and the journal since.
    harness.files.archive.clear();
    for (const auto& [name, bytes] : stored().sections) harness.files.archive.push_back({name, bytes});
    for (const auto& [sequence, bytes] : stored().journal) {
        harness.files.archive.push_back({"journal/" + std::to_string(sequence), bytes});
    }
    ASSERT_GT(stored().journal.size(), 10u);
    test::SavingHarness elsewhere;
    elsewhere.files.archive = harness.files.archive;
    elsewhere.app->file_arrived(2, "copy.labelscape");
    ASSERT_TRUE(elsewhere.settle());
    EXPECT_EQ(elsewhere.work(), work);
}

TEST(Persistence, AnEmptyProjectIsSaved) {
    test::SavingHarness harness;
    harness.act(action::NewProject{"Empty"});
    ASSERT_TRUE(harness.settle_saved());
    const std::string id = harness.state().project.id;
    ASSERT_TRUE(harness.kill_and_reopen(id));
    EXPECT_EQ(harness.state().project.name, "Empty");
}

TEST_F(PersistenceTest, WhoAsksWhetherItIsSavedIsAnsweredOnce) {
    std::vector<Status> answers;
    const auto ask = [&] {
        harness.app->context().persistence.when_saved(harness.app->context().state,
                                                      [&](const Status& status) { answers.push_back(status); });
    };
    ask();
    EXPECT_EQ(answers.size(), 1u) << "all is saved already";
    harness.assign(10, 11, 0);
    ask();
    EXPECT_EQ(answers.size(), 1u);
    harness.mailbox.run();
    ASSERT_EQ(answers.size(), 2u) << "a record suffices";
    EXPECT_TRUE(answers[1]);

    harness.import_rows(5);
    ask();
    EXPECT_EQ(answers.size(), 2u) << "the rows are in no record";
    ASSERT_TRUE(harness.settle_saved());
    ASSERT_EQ(answers.size(), 3u);
    EXPECT_TRUE(answers[2]);

    harness.storage.failure = Error{ErrorCode::storage_full, "no room"};
    harness.assign(11, 12, 0);
    ask();
    harness.mailbox.run();
    ASSERT_EQ(answers.size(), 4u);
    EXPECT_FALSE(answers[3]);
    ask();
    harness.app->context().persistence.stop();
    EXPECT_EQ(answers.size(), 5u) << "a closed project will not be saved any more";
    EXPECT_FALSE(answers[4]);
}

}  // namespace
}  // namespace labelscape
