#include <gtest/gtest.h>

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

}  // namespace
}  // namespace labelscape
