#include "app/app.hpp"

#include <gtest/gtest.h>

#include "app/actions/alike.hpp"
#include "app/actions/computing.hpp"
#include "app/actions/exports.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/history.hpp"
#include "app/actions/imports.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"
#include "app/app_context.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

/// `count` short messages about four subjects; the first of each subject is labeled.
void fill_table(FakeFiles& files, int count) {
    const std::vector<std::string> subjects[] = {{"refund", "money", "back", "payment"},
                                                 {"parcel", "delivery", "late", "courier"},
                                                 {"password", "login", "account", "locked"},
                                                 {"screen", "broken", "repair", "warranty"}};
    Random random(5);
    files.names = {"text", "label", "channel"};
    for (int i = 0; i < count; ++i) {
        const auto& words = subjects[i % 4];
        std::string text;
        for (int word = 0; word < 6; ++word) text += words[random.below(4)] + " ";
        text += "n" + std::to_string(i);
        files.rows.push_back({text, i < 4 ? words[0] : "", i % 3 == 0 ? "mail" : "chat"});
    }
}

class AppTest : public ::testing::Test {
protected:
    void SetUp() override {
        fill_table(harness.files, 240);
        ASSERT_TRUE(harness.import_table());
    }
    const AppState& state() { return harness.state(); }
    LabelId label(const char* name) { return state().project.scheme->find(name)->id; }

    AppHarness harness;
};

TEST_F(AppTest, ImportLeadsToMapTopicsAndSuggestions) {
    EXPECT_EQ(state().active.count(), 240u);
    EXPECT_EQ(state().active_labeled, 4u);
    EXPECT_EQ(state().project.scheme->labels().size(), 4u);
    ASSERT_TRUE(*state().project.layout);
    EXPECT_TRUE((*state().project.layout)->placed(17));
    ASSERT_TRUE(*state().project.topics);
    EXPECT_GE((*state().project.topics)->count(), 2);
    std::uint32_t right = 0, suggested = 0;
    for (DocId doc = 4; doc < 240; ++doc) {
        if (const Label* found = state().suggested(doc)) {
            ++suggested;
            right += found->id == state().project.annotations->labels(doc % 4)[0] ? 1 : 0;
        }
    }
    EXPECT_GT(suggested, 20u);
    EXPECT_GT(right, suggested * 8 / 10);
}

TEST_F(AppTest, NeighborsSpeakOfLabeledDocumentsTooAndAreKept) {
    const char* names[] = {"refund", "parcel", "password", "screen"};
    for (DocId subject = 0; subject < 4; ++subject) {
        std::vector<DocId> docs;
        for (DocId doc = subject + 4; doc < 160; doc += 4) docs.push_back(doc);
        harness.act(action::Assign{{Target::Kind::documents, docs}, {label(names[subject])}, AssignMode::set});
    }
    harness.act(action::Assign{{Target::Kind::documents, {9}}, {label("screen")}, AssignMode::set});
    ASSERT_TRUE(harness.settle());
    const Label* other = state().labeled_otherwise(9);
    ASSERT_TRUE(other);
    EXPECT_EQ(other->name, "parcel");
    EXPECT_FALSE(state().suggested(9)) << "it has a label";
    std::uint32_t otherwise = 0;
    for (DocId doc = 0; doc < 160; ++doc) otherwise += state().labeled_otherwise(doc) != nullptr;
    EXPECT_LT(otherwise, 8u);

    const Layer said = *state().project.layer(k_neighbors_actor);
    const std::string id = state().project.id;
    harness.clock.skipped_ms += 61000;
    harness.frame();
    ASSERT_TRUE(harness.settle());
    EXPECT_TRUE(harness.storage.projects.at(id).sections.contains("layer-neighbors/0"));
    harness.restart();
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    ASSERT_TRUE(state().project.layer(k_neighbors_actor));
    EXPECT_EQ(*state().project.layer(k_neighbors_actor), said);
}

TEST_F(AppTest, TheReportOfAnImportGoesIntoAFileWithEachRow) {
    ImportReport& report = harness.app->context().state.import->report;
    report.notices = {"Read as \"GB18030\""};
    report.alike_labels = {{"Bug", "bug"}};
    report.clash_rows = {{3, "known"}};
    report.conflict_rows = {{4, "other label"}};
    report.skipped = {{7, "too many cells"}};
    harness.act(action::SaveImportReport{});
    ASSERT_EQ(harness.files.downloads.size(), 1u);
    const Bytes& bytes = harness.files.downloads.begin()->second;
    const std::string csv(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_EQ(csv, "kind,row,text\r\nnotice,,\"Read as \"\"GB18030\"\"\"\r\nlabels alike,,\"Bug | bug\"\r\n"
                   "known id,3,\"known\"\r\nlabel conflict,4,\"other label\"\r\nskipped,7,\"too many cells\"\r\n");
}

TEST_F(AppTest, AKilledPageLosesNothing) {
    const DocId docs[] = {10, 11, 12};
    harness.act(action::Assign{{Target::Kind::documents, {docs, docs + 3}}, {label("refund")}, AssignMode::set});
    harness.act(action::RenameTopic{0, "Mine"});
    harness.act(action::Undo{});
    harness.mailbox.run();   // the journal only; no snapshot follows
    const std::string id = state().project.id;
    harness.restart();
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().active_labeled, 7u);
    EXPECT_EQ(state().project.annotations->labels(11)[0], label("refund"));
    EXPECT_TRUE(state().history.can_redo());
    harness.act(action::Redo{});
    EXPECT_EQ((*state().project.topics)->infos[0].name, "Mine");
    while (state().history.can_undo()) harness.act(action::Undo{});
    harness.frame();
    EXPECT_EQ(state().active.count(), 0u);   // the import is undone, too
    while (state().history.can_redo()) harness.act(action::Redo{});
    harness.frame();
    EXPECT_EQ(state().active.count(), 240u);
    EXPECT_EQ(state().active_labeled, 7u);
}

TEST_F(AppTest, AlikeLabelsWhatIsAboveTheThreshold) {
    harness.act(action::OpenAlike{0});
    ASSERT_TRUE(harness.settle());
    ASSERT_TRUE(state().alike && state().alike->ready);
    harness.act(action::SetAlikeThreshold{0.7f});
    const auto chosen = state().alike->chosen();
    ASSERT_GT(chosen.size(), 5u);
    EXPECT_EQ(state().alike->label, label("refund"));
    EXPECT_TRUE(std::ranges::is_sorted(state().alike->similarities, std::greater<>()));
    harness.act(action::ToggleAlike{chosen[1]});
    harness.act(action::LabelAlike{label("refund")});
    EXPECT_EQ(state().active_labeled, 4u + chosen.size() - 1);
    EXPECT_FALSE((*state().project.annotations)[chosen[1]].labeled());
    EXPECT_EQ(
        source_name(state().project.annotations->provenance((*state().project.annotations)[chosen[0]].provenance)),
        "bulk");
    harness.act(action::Undo{});
    EXPECT_EQ(state().active_labeled, 4u);
}

TEST_F(AppTest, FiltersSelectionAndListAgree) {
    FilterChip chip;
    chip.kind = "column";
    chip.text = "channel";
    chip.value = "mail";
    harness.act(action::AddChip{chip});
    EXPECT_EQ(state().order.size(), 80u);
    harness.act(action::SelectVisible{});
    EXPECT_EQ(state().selection.docs.count(), 80u);
    harness.act(action::Exclude{});
    EXPECT_EQ(state().active.count(), 160u);
    EXPECT_EQ(state().selection.docs.count(), 0u);
    harness.act(action::Undo{});
    EXPECT_EQ(state().active.count(), 240u);
    harness.act(action::ClearFilter{});
    harness.act(action::Search{"password -late", false});
    for (const DocId doc : state().order) EXPECT_EQ(doc % 4, 2u);
    EXPECT_GT(state().order.size(), 20u);
}

TEST_F(AppTest, AShuffledListHoldsEachDocumentOnceAndKeepsItsOrderUnderAFilter) {
    ViewState view = state().view;
    view.list_order = ListOrder::shuffled;
    harness.act(action::SetView{view});
    harness.frame();
    std::vector<DocId> all = state().order;
    harness.act(action::Search{"password", false});
    harness.frame();
    const std::vector<DocId> some = state().order;
    ASSERT_GT(some.size(), 20u);
    std::vector<DocId> rest = all;
    std::erase_if(rest, [&](DocId doc) { return !state().visible.test(doc); });
    EXPECT_EQ(some, rest);
    EXPECT_FALSE(std::ranges::is_sorted(all));
    std::ranges::sort(all);
    EXPECT_EQ(all, state().active.members());
}

TEST_F(AppTest, WhatChangesWhileASnapshotIsWrittenIsInTheJournal) {
    harness.act(action::RenameProject{"Snapshot"});
    harness.app->end_frame();   // begins; the texts may still be on their way
    harness.act(action::Assign{{Target::Kind::documents, {30, 31}}, {label("parcel")}, AssignMode::set});
    harness.settle();
    const std::string id = state().project.id;
    harness.restart();
    harness.act(action::OpenProject{id});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().project.name, "Snapshot");
    EXPECT_EQ(state().active_labeled, 6u);
}

TEST_F(AppTest, GranularityIsOneStepAGesture) {
    const std::size_t before = state().history.done_count();
    for (const float granularity : {0.6f, 0.8f, 1.0f}) harness.act(action::SetGranularity{granularity, 77});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().history.done_count(), before + 1);
    harness.act(action::Undo{});
    EXPECT_EQ(state().history.done_count(), before);
}

TEST_F(AppTest, OnlyTheLastStepIsOfferedToBeUndone) {
    const auto offers = [&] { return std::ranges::count_if(state().notices, &Notice::offers_undo); };
    harness.act(action::Assign{{Target::Kind::documents, {20, 21}}, {label("parcel")}, AssignMode::set});
    harness.act(action::Assign{{Target::Kind::documents, {22, 23}}, {label("parcel")}, AssignMode::set});
    EXPECT_EQ(offers(), 1);
    harness.act(action::Undo{});
    EXPECT_EQ(offers(), 0);
}

TEST_F(AppTest, AFullDiskIsSaidAndRetried) {
    harness.storage.failure = Error{ErrorCode::storage_full, "no room"};
    harness.act(action::Assign{{Target::Kind::documents, {20}}, {label("parcel")}, AssignMode::set});
    harness.mailbox.run();
    EXPECT_EQ(state().save_state, SaveState::failed);
    EXPECT_EQ(state().save_error, "no room");
    EXPECT_FALSE(harness.app->is_idle());
}

TEST_F(AppTest, NothingIsIdleWhileInputWaitsForItsFrame) {
    ASSERT_TRUE(harness.settle());
    harness.app->set_input_waits(true);
    EXPECT_FALSE(harness.app->is_idle());
    harness.app->set_input_waits(false);
    EXPECT_TRUE(harness.app->is_idle());
}

TEST_F(AppTest, AProjectFileOpensAsItWasSaved) {
    harness.act(action::Assign{{Target::Kind::documents, {20, 21}}, {label("parcel")}, AssignMode::set});
    harness.act(action::Export{"project", false});
    ASSERT_TRUE(harness.settle());
    ASSERT_EQ(harness.files.downloads.size(), 1u);
    const std::string old_id = state().project.id;
    harness.app->file_arrived(2, "copy.labelscape");
    ASSERT_TRUE(harness.settle());
    EXPECT_NE(state().project.id, old_id);
    EXPECT_EQ(state().active_labeled, 6u);
    EXPECT_TRUE(*state().project.layout);
    EXPECT_TRUE(state().history.can_undo());
}

TEST_F(AppTest, AProjectThatCannotBeReadIsRefusedAndNothingWaits) {
    harness.act(action::Export{"project", false});
    ASSERT_TRUE(harness.settle());
    harness.files.archive = {{"word/document.xml", Bytes(10)}};
    const std::string id = state().project.id;
    harness.app->file_arrived(3, "copy.labelscape");
    ASSERT_TRUE(harness.settle());
    EXPECT_FALSE(state().loading);
    EXPECT_EQ(state().project.id, id) << "the one before stays open";
    EXPECT_EQ(state().notices.back().kind, NoticeKind::error);
}

TEST_F(AppTest, AnOpeningThatIsCancelledEnds) {
    harness.act(action::Export{"project", false});
    ASSERT_TRUE(harness.settle());
    harness.app->file_arrived(3, "copy.labelscape");
    harness.mailbox.run();
    ASSERT_TRUE(state().jobs.running("open"));
    for (const JobView& job : state().jobs.snapshot()) harness.act(action::CancelJob{job.handle});
    ASSERT_TRUE(harness.settle());
    EXPECT_FALSE(state().loading);
}

TEST_F(AppTest, MoreLabelsThanAProjectHoldsAreRefusedBeforeAnythingIsImported) {
    const std::uint32_t before = state().project.size();
    harness.files.rows.clear();
    for (std::size_t i = 0; i <= k_max_labels; ++i)
        harness.files.rows.push_back({"text " + std::to_string(i), "l" + std::to_string(i), "mail"});
    harness.app->file_arrived(2, "more.csv");
    ASSERT_TRUE(harness.settle());
    ImportPlan plan = state().import->plan;
    plan.text = "text";
    plan.label = "label";
    harness.act(action::SetImportPlan{plan});
    harness.act(action::ConfirmImport{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(state().project.size(), before);
    EXPECT_EQ(state().project.scheme->labels().size(), 4u);
    harness.act(action::AddLabel{{{}, std::string(600, 'n'), 0, {}, {}, {}}, false});
    EXPECT_EQ(state().project.scheme->labels().back().name.size(), k_max_label_name_bytes);
}

TEST_F(AppTest, NothingIsEmbeddedTwice) {
    EXPECT_EQ(harness.embedder.texts_embedded, 240u);
    harness.act(action::ComputeLayout{});
    ASSERT_TRUE(harness.settle());
    EXPECT_EQ(harness.embedder.texts_embedded, 240u);
}

TEST(App, AProjectOpenElsewhereCanBeTakenOver) {
    AppHarness harness;
    harness.act(action::NewProject{"One"});
    harness.settle();
    const std::string id = harness.state().project.id;
    harness.act(action::CloseProject{});
    harness.settle();
    harness.storage.locked_elsewhere.insert(id);
    harness.act(action::OpenProject{id});
    harness.settle();
    EXPECT_FALSE(harness.state().project_open);
    EXPECT_EQ(harness.state().locked_project, id);
    harness.act(action::TakeOverProject{});
    harness.settle();
    EXPECT_TRUE(harness.state().project_open);
}

TEST(App, AProjectThatAnotherTabTakesOverIsClosedHereAndSaysSo) {
    AppHarness harness;
    harness.act(action::NewProject{"One"});
    harness.settle();
    const std::string id = harness.state().project.id;
    harness.storage.take_over(id);
    harness.settle();
    EXPECT_FALSE(harness.state().project_open);
    EXPECT_EQ(harness.state().locked_project, id);
    ASSERT_FALSE(harness.state().notices.empty());
    EXPECT_EQ(harness.state().notices.back().kind, NoticeKind::warning);
}

}  // namespace
}  // namespace labelscape
