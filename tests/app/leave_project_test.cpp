// Leaving a project that is not saved, the trash, and links that bring data.

#include <gtest/gtest.h>

#include "app/actions/projects.hpp"
#include "app/saving_harness.hpp"
#include "app/work/leave_work.hpp"

namespace labelscape {
namespace {

class LeaveProjectTest : public ::testing::Test {
protected:
    void SetUp() override {
        harness.act(action::NewProject{"Work"});
        harness.import_rows(20);
        ASSERT_TRUE(harness.settle_saved());
        id = state().project.id;
    }
    const AppState& state() { return harness.state(); }
    void disk_is_full() { harness.storage.failure = Error{ErrorCode::storage_full, "no room"}; }
    void frames(int count) {
        for (int i = 0; i < count; ++i) harness.frame();
    }

    test::SavingHarness harness;
    std::string id;
};

TEST_F(LeaveProjectTest, ASavedProjectClosesAtOnce) {
    harness.act(action::CloseProject{});
    EXPECT_FALSE(state().project_open);
    EXPECT_FALSE(state().leaving);
}

TEST_F(LeaveProjectTest, ClosingWaitsUntilAllIsSaved) {
    harness.assign(5, 15, 0);
    const std::string work = harness.work();
    harness.act(action::CloseProject{});
    EXPECT_TRUE(state().project_open);
    EXPECT_TRUE(state().leaving);
    frames(4);
    EXPECT_FALSE(state().project_open);
    EXPECT_FALSE(state().leaving);
    ASSERT_TRUE(harness.kill_and_reopen(id));
    EXPECT_EQ(harness.work(), work);
}

TEST_F(LeaveProjectTest, WhatCannotBeSavedIsNotDropped) {
    disk_is_full();
    harness.assign(5, 15, 0);
    const std::string work = harness.work();
    harness.act(action::OpenSample{});
    frames(8);
    ASSERT_TRUE(state().project_open);
    ASSERT_TRUE(state().leaving);
    EXPECT_EQ(state().leaving->why, "no room");
    harness.act(action::KeepOpen{});
    EXPECT_FALSE(state().leaving);
    EXPECT_EQ(harness.work(), work);
    harness.storage.failure.reset();
    ASSERT_TRUE(harness.settle_saved());
    EXPECT_TRUE(state().project_open) << "the wish ended with the answer";

    disk_is_full();
    harness.assign(0, 5, 1);
    harness.act(action::CloseProject{});
    frames(8);
    harness.storage.failure.reset();
    ASSERT_TRUE([&] {
        for (int i = 0; i < 40 && state().project_open; ++i, harness.clock.skipped_ms += 500) harness.frame();
        return !state().project_open;
    }()) << "it closes when saving works again";
}

TEST_F(LeaveProjectTest, TheUserMayGiveItUp) {
    disk_is_full();
    harness.assign(5, 15, 0);
    harness.act(action::CloseProject{});
    frames(4);
    harness.act(action::LeaveUnsaved{});
    EXPECT_FALSE(state().project_open);
    EXPECT_FALSE(state().leaving);
}

TEST_F(LeaveProjectTest, AScriptIsRefused) {
    disk_is_full();
    harness.assign(5, 15, 0);
    std::vector<Status> answers;
    AppContext& context = harness.app->context();
    const auto answer = [&] {
        return context.done([&](AppContext&, const Status& status) { answers.push_back(status); });
    };
    leave_project(context, Unsaved::refuse, answer());
    frames(4);
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].error().code, ErrorCode::conflict);
    EXPECT_TRUE(state().project_open);
    leave_project(context, Unsaved::drop, answer());
    EXPECT_EQ(answers.size(), 2u);
    EXPECT_FALSE(state().project_open);
}

TEST_F(LeaveProjectTest, ADeletedProjectLiesInTheTrashAndComesBack) {
    const std::string work = harness.work();
    harness.act(action::RemoveProject{id});
    frames(6);
    EXPECT_FALSE(state().project_open);
    EXPECT_TRUE(state().projects.empty());
    ASSERT_EQ(state().trash.size(), 1u);
    EXPECT_EQ(state().notices.back().restores, id);
    harness.act(action::RestoreProject{id});
    frames(4);
    EXPECT_TRUE(state().trash.empty());
    ASSERT_EQ(state().projects.size(), 1u);
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(harness.work(), work);
}

TEST_F(LeaveProjectTest, TheTrashIsEmptiedAfterThirtyDaysOnDemandAndForRoom) {
    const auto put_into_trash = [&](const std::string& which, double days_ago) {
        FakeStorage::Stored old;
        old.info.id = old.info.name = which;
        old.info.deleted_ms = state().wall_ms - days_ago * 24 * 3600 * 1000;
        harness.storage.projects[which] = old;
    };
    const auto list = [&] {
        refresh_project_list(harness.app->context());
        frames(3);
        return state().trash.size();
    };
    put_into_trash("old", 31);
    put_into_trash("new", 29);
    EXPECT_EQ(list(), 1u);
    EXPECT_FALSE(harness.storage.projects.contains("old"));
    EXPECT_TRUE(harness.storage.projects.contains("new"));

    harness.storage.fault = FakeStorage::Fault::quota;
    harness.storage.fault_at = harness.storage.steps;
    harness.assign(5, 6, 0);
    ASSERT_TRUE(harness.settle_saved());
    EXPECT_TRUE(harness.told("new in the trash was deleted for good to make room"));
    EXPECT_EQ(list(), 0u);

    put_into_trash("one", 2);
    put_into_trash("two", 1);
    put_into_trash("three", 3);
    EXPECT_EQ(list(), 3u);
    EXPECT_EQ(state().trash[0].id, "two") << "the last deleted first";
    harness.act(action::EraseProject{"one"});
    EXPECT_EQ(list(), 2u);
    harness.act(action::EmptyTrash{});
    EXPECT_EQ(list(), 0u);
    EXPECT_TRUE(harness.storage.projects.contains(id));
}

TEST_F(LeaveProjectTest, AProjectOpenInAnotherTabIsNotDeleted) {
    harness.act(action::CloseProject{});
    frames(3);
    harness.storage.locked_elsewhere.insert(id);
    harness.act(action::RemoveProject{id});
    frames(3);
    EXPECT_TRUE(harness.told("open in another tab"));
    EXPECT_EQ(state().projects.size(), 1u);
}

TEST_F(LeaveProjectTest, ALinkToAnotherHostOrToAProjectIsAskedAboutFirst) {
    harness.act(action::OfferUrl{"https://example.org/data.csv", "https://example.org"});
    ASSERT_TRUE(state().offered);
    EXPECT_EQ(harness.files.urls.size(), 0u) << "nothing is asked of the host before the user agreed";
    harness.act(action::AnswerOffer{false});
    EXPECT_FALSE(state().offered);
    EXPECT_EQ(harness.files.urls.size(), 0u);
    harness.act(action::OfferUrl{"http://here/demo.labelscape?x=1#y", ""});
    ASSERT_TRUE(state().offered);
    EXPECT_TRUE(state().offered->is_project);
    EXPECT_EQ(state().offered->name, "demo.labelscape");
    harness.act(action::AnswerOffer{true});
    EXPECT_EQ(harness.files.urls, std::vector<std::string>{"http://here/demo.labelscape?x=1#y"});
    harness.act(action::OfferUrl{"http://here/table.csv", ""});
    EXPECT_FALSE(state().offered) << "a table of this site only opens the import dialog";
    EXPECT_EQ(harness.files.urls.size(), 2u);
}

}  // namespace
}  // namespace labelscape
