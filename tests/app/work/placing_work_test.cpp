#include "app/work/placing_work.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "app/actions/computing.hpp"
#include "app/actions/history.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

/// A project with a map of 120 documents of two kinds, to which more come.
class PlacingWorkTest : public ::testing::Test {
protected:
    static constexpr DocId k_first = 120;

    void SetUp() override {
        rows(0, k_first);
        ASSERT_TRUE(import());
        ASSERT_TRUE(layout());
        ASSERT_GE((*state().project.topics)->count(), 2);
    }
    const AppState& state() { return harness.state(); }
    std::shared_ptr<const Layout> layout() { return *state().project.layout; }
    /// Even ones are of apples, odd ones of the sky.
    void rows(DocId from, DocId to) {
        const char* const words[] = {"small", "big", "old", "new", "far", "near", "warm"};
        harness.files.names = {"id", "text", "label"};
        harness.files.rows.clear();
        for (DocId i = from; i < to; ++i) {
            const std::string kind = i % 2 == 0 ? "red apple pie sugar tart " : "blue sky wind cloud rain ";
            harness.files.rows.push_back(
                {"d" + std::to_string(i), kind + words[i % 7] + " " + words[i / 7 % 7] + " " + std::to_string(i), ""});
        }
    }
    bool import() {
        if (!harness.import_table()) return false;
        harness.act(action::CloseImportReport{});
        return harness.settle();
    }
    /// Up to the first frame with the job.
    bool import_until_placing() {
        harness.app->file_arrived(1, "table.csv");
        if (!harness.settle()) return false;
        harness.add_to_open_project();
        harness.act(action::ConfirmImport{});
        for (int frame = 0; frame < 2000 && !state().jobs.running(std::string(k_placing_part)); ++frame)
            harness.frame();
        return state().jobs.running(std::string(k_placing_part));
    }
    void cancel() {
        const auto jobs = state().jobs.snapshot();
        harness.act(action::CancelJob{std::ranges::find(jobs, k_placing_part, &JobView::key)->handle});
        ASSERT_TRUE(harness.settle());
    }
    DocId nearest_on_map(DocId doc, DocId among) {
        const auto& xy = layout()->xy;
        const auto distance = [&](DocId other) {
            return std::hypot(xy[2 * other] - xy[2 * doc], xy[2 * other + 1] - xy[2 * doc + 1]);
        };
        DocId best = 0;
        for (DocId other = 1; other < among; ++other) best = distance(other) < distance(best) ? other : best;
        return best;
    }
    std::size_t steps(const std::string& title) {
        return static_cast<std::size_t>(std::ranges::count(state().history.entries(), title,
                                                           [](const auto& entry) { return entry.edit->title(); }));
    }
    bool noticed(const std::string& part) {
        return std::ranges::any_of(state().notices,
                                   [&](const Notice& notice) { return notice.text.find(part) != std::string::npos; });
    }
    DocId placed(DocId from, DocId to) {
        DocId count = 0;
        for (DocId doc = from; doc < to; ++doc) count += layout()->placed(doc) ? 1 : 0;
        return count;
    }

    AppHarness harness;
};

TEST_F(PlacingWorkTest, NewDocumentsLieAmongTheirKindAndTheOthersStay) {
    const auto before = layout();
    rows(k_first, 140);
    ASSERT_TRUE(import());
    ASSERT_EQ(placed(0, 140), 140u);
    EXPECT_TRUE(std::equal(before->xy.begin(), before->xy.end(), layout()->xy.begin()));
    for (DocId doc = k_first; doc < 140; ++doc) {
        const DocId other = nearest_on_map(doc, k_first);
        EXPECT_EQ(other % 2, doc % 2);
        EXPECT_EQ(state().topic_of(doc), state().topic_of(k_first + doc % 2));
    }
    EXPECT_NE(state().topic_of(k_first), k_outlier);
    EXPECT_NE(state().topic_of(k_first), state().topic_of(k_first + 1));
    EXPECT_EQ(steps("Place 20 new documents"), 1u);
    EXPECT_TRUE(noticed("20 new documents were placed"));
}

TEST_F(PlacingWorkTest, AnUndoneImportIsHiddenAndAgainThereWithRedo) {
    rows(k_first, 121);
    ASSERT_TRUE(import());
    EXPECT_EQ(steps("Place 1 new document"), 1u);
    const auto after = layout();
    harness.act(action::Undo{});
    harness.act(action::Undo{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().active.count(), k_first);
    EXPECT_EQ((*state().project.topics)->of(k_first), k_outlier);
    harness.act(action::Redo{});
    ASSERT_TRUE(harness.settle());
    EXPECT_TRUE(state().history.can_redo()) << "the documents have their place: nothing else is done";
    harness.act(action::Redo{});
    EXPECT_NE(state().topic_of(k_first), k_outlier);
    EXPECT_EQ(layout(), after);
}

TEST_F(PlacingWorkTest, UndoneWhileTheyArePlacedTheyStayHidden) {
    rows(k_first, 140);
    ASSERT_TRUE(import_until_placing());
    harness.act(action::Undo{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().active.count(), k_first);
    EXPECT_TRUE(state().history.can_redo());
    EXPECT_EQ(steps("Place 20 new documents"), 0u);
}

TEST_F(PlacingWorkTest, WhatAKilledPageHadNotPlacedIsPlacedByTheNext) {
    rows(k_first, 140);
    ASSERT_TRUE(import_until_placing());
    cancel();
    ASSERT_EQ(placed(k_first, 140), 0u);
    const std::string id = state().project.id;
    harness.restart();
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(placed(k_first, 140), 20u);
    EXPECT_EQ(steps("Place 20 new documents"), 1u);
}

TEST_F(PlacingWorkTest, WhenTheMapWasNotSavedTheyLieWhereTheyLayAndNothingIsDoneTwice) {
    const auto before = layout();
    rows(k_first, 140);
    ASSERT_TRUE(import());
    const auto after = layout();
    const auto topics = *state().project.topics;
    harness.app->context().state.project.layout.edit() = before;
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(layout()->xy, after->xy);
    EXPECT_EQ(*state().project.topics, topics);
    EXPECT_EQ(steps("Place 20 new documents"), 1u);
}

TEST_F(PlacingWorkTest, OnceCancelledTheyWaitForTheNextOnes) {
    rows(k_first, 140);
    ASSERT_TRUE(import_until_placing());
    cancel();
    ASSERT_EQ(placed(k_first, 140), 0u);
    rows(140, 150);
    ASSERT_TRUE(import());
    EXPECT_EQ(placed(k_first, 150), 30u);
}

TEST_F(PlacingWorkTest, ExcludedDocumentsGetNoPlaceUntilTheyAreBack) {
    rows(k_first, 140);
    ASSERT_TRUE(import_until_placing());
    harness.act(action::Exclude{{Target::Kind::documents, {k_first}}, true});
    cancel();
    EXPECT_FALSE(layout()->placed(k_first));
    EXPECT_EQ(placed(k_first, 140), 19u) << "the others are begun anew";
    harness.act(action::Exclude{{Target::Kind::documents, {k_first}}, false});
    ASSERT_TRUE(harness.settle());
    EXPECT_TRUE(layout()->placed(k_first));
}

TEST_F(PlacingWorkTest, TextsWithoutMeaningGetNoPlace) {
    rows(k_first, 122);
    harness.files.rows[1][1] = "?nothing ?known";
    ASSERT_TRUE(import());
    EXPECT_TRUE(layout()->placed(k_first));
    EXPECT_FALSE(layout()->placed(k_first + 1));
}

TEST_F(PlacingWorkTest, SuggestionsKnowThemAtOnce) {
    harness.files.names = {"id", "text", "label"};
    rows(0, k_first);
    for (std::size_t i = 0; i < k_first; ++i) harness.files.rows[i][2] = i % 2 == 0 ? "apple" : "sky";
    ASSERT_TRUE(import());
    rows(k_first, 140);
    ASSERT_TRUE(import());
    const Layer* said = state().project.layer(k_neighbors_actor);
    ASSERT_TRUE(said);
    ASSERT_EQ(said->of_doc.size(), 140u);
    for (DocId doc = k_first; doc < 140; ++doc) {
        EXPECT_EQ(state().project.scheme->find(said->of_doc[doc].labels[0])->name, doc % 2 == 0 ? "apple" : "sky");
    }
}

TEST_F(PlacingWorkTest, OwnVectorsMakeTheMapAnewInstead) {
    harness.files.names = {"id", "embedding"};
    harness.files.rows.clear();
    for (DocId i = 0; i < k_first; ++i)
        harness.files.rows.push_back(
            {"d" + std::to_string(i), "[" + std::to_string(i % 3) + " 1 " + std::to_string(i / 3 % 5)});
    const auto before = layout();
    ASSERT_TRUE(import());
    harness.files.names = {"id", "text", "embedding"};
    harness.files.rows = {{"more", "of the same", "[2 1 4"}, {"last", "of the same kind", "[0 1 1"}};
    const auto own = layout();
    EXPECT_NE(own, before);
    ASSERT_TRUE(import());
    EXPECT_EQ(placed(0, k_first + 2), k_first + 2);
    EXPECT_EQ(steps("Place 2 new documents"), 0u);
}

TEST_F(PlacingWorkTest, TheMapMadeAnewKnowsThem) {
    rows(k_first, 140);
    ASSERT_TRUE(import());
    const auto placed_first = layout();
    const auto topics = *state().project.topics;
    harness.act(action::ComputeLayout{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(placed(0, 140), 140u);
    EXPECT_NE(layout()->xy[0], placed_first->xy[0]);
    EXPECT_NE(*state().project.topics, topics);
    EXPECT_EQ(steps("Place 20 new documents"), 1u);
}

}  // namespace
}  // namespace labelscape
