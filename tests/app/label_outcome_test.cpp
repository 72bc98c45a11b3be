#include "app/label_outcome.hpp"

#include <gtest/gtest.h>

#include "app/actions/history.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/saving_harness.hpp"

namespace labelscape {
namespace {

class LabelOutcomeTest : public ::testing::Test {
protected:
    void SetUp() override {
        harness.act(action::NewProject{"Outcome"});
        harness.import_rows(20);   // rows 0, 1, 2 carry alpha, beta, gamma
        ASSERT_TRUE(harness.settle_saved());
    }
    const AppState& state() { return harness.state(); }
    std::size_t offers() {
        return static_cast<std::size_t>(std::ranges::count_if(state().notices, &Notice::offers_undo));
    }

    test::SavingHarness harness;
};

TEST_F(LabelOutcomeTest, ReplacedLabelsAreCountedBeforeAndAfter) {
    Bitset docs(20);
    for (DocId doc = 0; doc < 10; ++doc) docs.set(doc);
    const LabelOutcome before = outcome_of(state().project, docs, {harness.label(0)}, AssignMode::set);
    EXPECT_EQ(before.fresh, 7u);
    EXPECT_EQ(before.replaced, 2u);
    harness.assign(0, 10, 0);
    EXPECT_TRUE(harness.told("7 new, 2 replaced"));
    EXPECT_EQ(offers(), 1u);
    harness.act(action::Undo{});
    EXPECT_EQ(state().active_labeled, 3u);
    harness.act(action::SetLabelMode{LabelMode::multi});
    const LabelOutcome added = outcome_of(state().project, docs, {harness.label(0)}, AssignMode::add);
    EXPECT_EQ(added.fresh, 9u);
    EXPECT_EQ(added.replaced, 0u);
}

TEST_F(LabelOutcomeTest, LeavingSeveralLabelsSaysHowManyLoseSome) {
    harness.act(action::SetLabelMode{LabelMode::multi});
    harness.act(action::Assign{{Target::Kind::documents, {0, 1, 5}}, {harness.label(0)}, AssignMode::add});
    EXPECT_EQ(count_with_several(state().project), 1u);
    harness.act(action::SetLabelMode{LabelMode::single});
    EXPECT_TRUE(harness.told("1 document kept only the first"));
    harness.act(action::Undo{});
    EXPECT_EQ(count_with_several(state().project), 1u);
}

TEST_F(LabelOutcomeTest, UnsureOnALabeledDocumentIsSaidAndUndone) {
    harness.act(action::MarkDocuments{{Target::Kind::documents, {1, 2, 3}}, Mark::unsure});
    EXPECT_TRUE(harness.told("the labels of 2 documents were taken off"));
    EXPECT_EQ(offers(), 1u);
    harness.act(action::Undo{});
    EXPECT_EQ(state().active_labeled, 3u);
}

}  // namespace
}  // namespace labelscape
