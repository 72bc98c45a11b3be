#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <ranges>

#include "app/actions/imports.hpp"
#include "app/actions/projects.hpp"
#include "app/work/leave_work.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

class ImportWorkTest : public ::testing::Test {
protected:
    void SetUp() override { harness.files.names = {"id", "text", "label"}; }
    const AppState& state() { return harness.state(); }
    void table(int from, int to, const std::string& label) {
        harness.files.rows.clear();
        for (int i = from; i < to; ++i)
            harness.files.rows.push_back(
                {"t" + std::to_string(i), "refund number " + std::to_string(i), i % 2 != 0 ? label : "bug"});
    }
    void change_plan(const std::function<void(ImportPlan&)>& change) {
        ImportPlan plan = state().import->plan;
        plan.target = ImportTarget::add;
        change(plan);
        harness.act(action::SetImportPlan{plan});
    }
    /// Imports what table() made as the file `name`; the report stays open.
    ::testing::AssertionResult import(
        const std::string& name, const std::function<void(ImportPlan&)>& change = [](ImportPlan&) {}) {
        harness.app->file_arrived(1, name);
        if (!harness.settle() || !state().import) return ::testing::AssertionFailure() << "no preview";
        change_plan(change);
        harness.act(action::ConfirmImport{});
        if (!harness.settle() || !state().import) return ::testing::AssertionFailure() << "no report";
        report = state().import->report;
        harness.act(action::CloseImportReport{});
        return harness.settle() ? ::testing::AssertionSuccess() : ::testing::AssertionFailure() << "not settled";
    }
    bool told(const std::string& part) {
        return std::ranges::any_of(report.notices,
                                   [&](const std::string& notice) { return notice.find(part) != std::string::npos; });
    }

    AppHarness harness;
    ImportReport report;
};

TEST_F(ImportWorkTest, OnlyWhatSaysTheFormatLeavesTheName) {
    table(0, 60, "ui");
    for (const auto& [file, project] : {std::pair("reviews.2024.csv", "reviews.2024"),
                                        std::pair("data.JSONL.gz", "data"), std::pair(".csv", "Untitled")}) {
        ASSERT_TRUE(import(file, [](ImportPlan& plan) { plan.target = ImportTarget::fresh; }));
        EXPECT_EQ(state().project.name, project);
        EXPECT_EQ(state().project.active().count(), 60u);
    }
}

TEST_F(ImportWorkTest, TheDialogStaysWhileANewProjectIsFilled) {
    table(0, 60, "ui");
    ASSERT_TRUE(import("first.csv", [](ImportPlan& plan) { plan.target = ImportTarget::fresh; }));
    harness.app->file_arrived(1, "second.csv");
    ASSERT_TRUE(harness.settle() && state().import);
    change_plan([](ImportPlan& plan) { plan.target = ImportTarget::fresh; });
    harness.act(action::ConfirmImport{});
    for (int frame = 0; frame < 500 && state().import && state().import->stage == ImportView::Stage::importing;
         ++frame) {
        harness.frame();
    }
    ASSERT_TRUE(state().import);
    EXPECT_EQ(state().import->stage, ImportView::Stage::report);
    EXPECT_EQ(state().project.name, "second");
}

TEST_F(ImportWorkTest, AProjectThatWasBegunMeanwhileIsNotTakenForTheImports) {
    table(0, 60, "ui");
    harness.app->file_arrived(1, "first.csv");
    ASSERT_TRUE(harness.settle() && state().import);
    change_plan([](ImportPlan& plan) { plan.target = ImportTarget::fresh; });
    harness.act(action::ConfirmImport{});
    ASSERT_TRUE(state().project_open);
    close_project(harness.app->context());
    harness.act(action::NewProject{"mine"});
    ASSERT_TRUE(harness.settle());
    EXPECT_TRUE(state().project_open);
    EXPECT_EQ(state().project.name, "mine");
    EXPECT_FALSE(state().import);
}

TEST_F(ImportWorkTest, AddingLeavesTheMapAndSaysThatWhatIsNewIsPlacedOnIt) {
    table(0, 60, "ui");
    ASSERT_TRUE(import("a.csv"));
    EXPECT_FALSE(told("are placed on the map"));
    const auto layout = *state().project.layout;
    ASSERT_TRUE(layout);
    table(50, 80, "ui");
    ASSERT_TRUE(import("b.csv"));
    EXPECT_EQ(report.matched, 10u);
    EXPECT_EQ(report.added, 20u);
    EXPECT_TRUE(told("are placed on the map"));
    EXPECT_TRUE(std::ranges::equal(layout->xy, (*state().project.layout)->xy | std::views::take(layout->xy.size())));
}

TEST_F(ImportWorkTest, LabelsThatLookAlikeAreToldAndJoinedOnlyIfWanted) {
    table(0, 60, "Bug ");
    harness.files.rows[1][2] = "BUG";
    harness.files.rows[3][2] = "b\u00fcg";
    harness.files.rows[5][2] = "bu\u0308g";
    ASSERT_TRUE(import("a.csv"));
    EXPECT_EQ(report.alike_labels.size(), 2u);
    EXPECT_EQ(state().project.scheme->labels().size(), 5u);
    ASSERT_TRUE(import("a.csv", [](ImportPlan& plan) {
        plan.target = ImportTarget::fresh;
        plan.merge_alike = true;
    }));
    EXPECT_EQ(report.alike_labels.size(), 2u);
    ASSERT_EQ(state().project.scheme->labels().size(), 2u);
    EXPECT_EQ(state().project.annotations->count(state().project.scheme->labels()[0].id), 58u);
}

}  // namespace
}  // namespace labelscape
