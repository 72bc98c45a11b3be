#include <gtest/gtest.h>

#include "app/actions/imports.hpp"
#include "app/actions/projects.hpp"
#include "support/fake_ports.hpp"

namespace labelscape {
namespace {

/// The import dialog on a table of two columns.
struct Dialog : AppHarness {
    Dialog() {
        files.names = {"text", "label"};
        files.rows = {{"a first text", "x"}, {"a second text", "y"}};
        app->file_arrived(1, "table.csv");
        settle();
    }
    const ImportView& view() const { return *state().import; }
    void choose(ReadOptions options) { act(action::SetReadOptions{std::move(options)}); }
};

TEST(ImportPreview, AFileIsLookedIntoWithoutOptionsFirst) {
    Dialog dialog;
    ASSERT_EQ(dialog.view().stage, ImportView::Stage::choosing);
    EXPECT_EQ(dialog.files.opened_with, std::vector{ReadOptions{}});
    EXPECT_EQ(dialog.view().plan.text, "text");
}

TEST(ImportPreview, AnOptionReopensAndThePlanStaysWhereTheColumnsDo) {
    Dialog dialog;
    ImportPlan plan = dialog.view().plan;
    plan.label.clear();
    dialog.act(action::SetImportPlan{plan});
    dialog.choose({.encoding = "windows-1251"});
    EXPECT_GT(dialog.view().opening_since_ms, 0);
    EXPECT_EQ(dialog.view().file.columns, dialog.files.names) << "the old preview stays";
    dialog.settle();
    EXPECT_EQ(dialog.view().opening_since_ms, 0);
    EXPECT_EQ(dialog.files.opened_with.back().encoding, "windows-1251");
    EXPECT_EQ(dialog.view().plan, plan);
}

TEST(ImportPreview, OtherColumnsGiveAnotherPlan) {
    Dialog dialog;
    dialog.files.names = {"message", "label"};
    dialog.choose({.skip_lines = 1});
    dialog.settle();
    EXPECT_EQ(dialog.view().plan.text, "message");
}

TEST(ImportPreview, ChangesWhileTheFileIsLookedIntoEndWithTheLastOne) {
    Dialog dialog;
    dialog.choose({.delimiter = ";"});
    dialog.choose({.delimiter = "|"});
    dialog.settle();
    ASSERT_EQ(dialog.files.opened_with.size(), 3u);
    EXPECT_EQ(dialog.files.opened_with.back().delimiter, "|");
    EXPECT_EQ(dialog.view().options_shown.delimiter, "|");
}

TEST(ImportPreview, AnOptionThatTheFileCannotBeReadWithIsTakenBack) {
    Dialog dialog;
    dialog.files.open_failure = Error{ErrorCode::bad_file, "Not text in UTF-16"};
    dialog.choose({.encoding = "utf-16le"});
    dialog.settle();
    ASSERT_TRUE(dialog.state().import) << "the dialog stays";
    EXPECT_EQ(dialog.view().options, ReadOptions{});
    ASSERT_FALSE(dialog.state().notices.empty());
    EXPECT_EQ(dialog.state().notices.back().text, "Not text in UTF-16");
}

TEST(ImportPreview, TheTableIsReadWithTheOptionsThatWereShown) {
    Dialog dialog;
    dialog.choose({.decimal = ","});
    dialog.settle();
    dialog.act(action::ConfirmImport{});
    dialog.settle();
    EXPECT_EQ(dialog.files.read_with.decimal, ",");
    EXPECT_EQ(dialog.state().project.size(), 2u);
}

TEST(ImportPreview, NothingIsImportedWhileTheFileIsLookedInto) {
    Dialog dialog;
    dialog.choose({.decimal = ","});
    dialog.act(action::ConfirmImport{});
    EXPECT_EQ(dialog.view().stage, ImportView::Stage::choosing);
}

TEST(ImportPreview, AnotherLabelColumnGetsItsOwnSeparator) {
    Dialog dialog;
    dialog.files.names = {"text", "label", "tags"};
    dialog.files.rows = {
        {"a first text", "x", "bug;ui;docs"}, {"a second text", "y", "ui;docs"}, {"a third text", "y", "docs"}};
    dialog.choose({.header = true});
    dialog.settle();
    ImportPlan plan = dialog.view().plan;
    plan.label = "tags";
    dialog.act(action::SetImportPlan{plan});
    EXPECT_EQ(dialog.view().plan.label_separator, ";");
    EXPECT_EQ(dialog.view().sample_labels, (std::vector<std::string>{"bug", "ui", "docs"}));
    plan = dialog.view().plan;
    plan.label_separator.clear();
    dialog.act(action::SetImportPlan{plan});
    EXPECT_EQ(dialog.view().sample_labels, std::vector<std::string>{"bug;ui;docs"})
        << "who chooses a separator keeps it";
}

/// The dialog again, on another file, after a first import.
struct SecondFile : Dialog {
    SecondFile() {
        act(action::ConfirmImport{});
        settle();
        act(action::CloseImportReport{});
        first = state().project.id;
        files.rows = {{"a third text", "z"}};
        app->file_arrived(2, "reviews.2024.csv.gz");
        settle();
    }
    std::string first;
};

TEST(ImportPreview, ASecondFileMakesANewProjectUnlessAskedOtherwise) {
    SecondFile dialog;
    EXPECT_EQ(dialog.view().plan.target, ImportTarget::fresh);
    EXPECT_EQ(dialog.view().project_name, "reviews.2024");
    dialog.act(action::SetImportName{"Reviews"});
    dialog.act(action::ConfirmImport{});
    dialog.settle();
    EXPECT_NE(dialog.state().project.id, dialog.first);
    EXPECT_EQ(dialog.state().project.name, "Reviews");
    EXPECT_EQ(dialog.state().project.size(), 1u);
    ASSERT_TRUE(dialog.state().import) << "the report is read first";
    EXPECT_EQ(dialog.view().report.added, 1u);
    EXPECT_EQ(dialog.storage.projects.at(dialog.first).info.documents, 2u) << "the first one is as it was";
}

TEST(ImportPreview, ASecondFileIsAddedWhereTheUserSaysSo) {
    SecondFile dialog;
    ImportPlan plan = dialog.view().plan;
    plan.target = ImportTarget::add;
    dialog.act(action::SetImportPlan{plan});
    dialog.act(action::ConfirmImport{});
    dialog.settle();
    EXPECT_EQ(dialog.state().project.id, dialog.first);
    EXPECT_EQ(dialog.state().project.size(), 3u);
}

TEST(ImportPreview, AnEmptyProjectIsWhereAFileGoes) {
    AppHarness harness;
    harness.act(action::NewProject{"Mine"});
    harness.settle();
    harness.files.names = {"text"};
    harness.files.rows = {{"a text"}};
    harness.app->file_arrived(1, "table.csv");
    harness.settle();
    EXPECT_EQ(harness.state().import->plan.target, ImportTarget::add);
    harness.act(action::ConfirmImport{});
    harness.settle();
    EXPECT_EQ(harness.state().project.name, "Mine");
}

TEST(ImportPreview, AFailedImportLeavesNoEmptyProjectAndOpensTheOneBefore) {
    SecondFile dialog;
    dialog.files.read_failure = Error{ErrorCode::bad_file, "The file is damaged"};
    dialog.act(action::ConfirmImport{});
    dialog.settle();
    EXPECT_EQ(dialog.state().project.id, dialog.first);
    EXPECT_EQ(dialog.state().project.size(), 2u);
    EXPECT_EQ(dialog.storage.projects.size(), 1u);
}

TEST(ImportPreview, OneFileIsOpenedAtATimeAndTheOthersAreNamed) {
    Dialog dialog;
    dialog.act(action::CancelImport{});
    dialog.app->files_arrived({{1, "a.csv"}, {2, "b.csv"}, {3, "c.csv"}});
    dialog.settle();
    EXPECT_EQ(dialog.view().file.name, "a.csv");
    ASSERT_FALSE(dialog.state().notices.empty());
    EXPECT_NE(dialog.state().notices.back().text.find("Not opened: “b.csv” and 1 more"), std::string::npos);
}

}  // namespace
}  // namespace labelscape
