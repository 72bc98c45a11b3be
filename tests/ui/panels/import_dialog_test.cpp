#include "ui/panels/import_dialog.hpp"

#include "app/actions/imports.hpp"
#include "panel_scene.hpp"
#include "ui/panels/reading_words.hpp"

namespace labelscape {
namespace {

class ImportDialogTest : public PanelScene {
protected:
    ImportDialogTest() {
        ImGui::GetIO().DisplaySize = {1280, 720};
        state.project_open = false;
        ImportView& view = state.import.emplace();
        view.stage = ImportView::Stage::choosing;
        view.file.name = "reviews.csv";
        view.file.format = "CSV";
        view.file.columns = {"text", "labels", "key"};
        view.file.types = {ColumnType::text, ColumnType::text, ColumnType::text};
        view.file.preview = {{"a text", "bug;ui", "k1"}, {"another", "docs", "k2"}};
        view.file.in_force = {.encoding = "gb18030",
                              .delimiter = ",",
                              .quote = "\"",
                              .header = true,
                              .skip_lines = 0,
                              .decimal = ".",
                              .date_order = "ymd",
                              .missing = std::vector<std::string>{"NA"}};
        view.plan.text = "text";
        view.project_name = "reviews";
        draw = [this](const PanelArgs& args) { dialog_.draw_ui(args); };
        frames(3);
    }
    ImportView& view() { return *state.import; }
    void unfold() {
        click("import/change");
        frames(2);
    }
    /// Chooses an entry of a select by its text.
    void choose(const std::string& name, const std::string& title) {
        click(name.c_str());
        frames(2);
        for (int i = -1; i < 60; ++i) {
            const std::string option = name + "/" + std::to_string(i);
            if (const ProbeItem* item = find(option.c_str()); item && item->label == title)
                return click(option.c_str());
        }
        ADD_FAILURE() << name << " has no choice " << title;
    }
    ReadOptions last_options() {
        const auto all_options = all<action::SetReadOptions>();
        return all_options.empty() ? ReadOptions{} : all_options.back().options;
    }
    void replace_text(const char* name, const std::string& text) {
        click(name);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
        key(ImGuiKey_A);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
        frame();
        for (const char letter : text) type(letter);
        key(ImGuiKey_Enter);
    }

private:
    ImportDialog dialog_;
};

TEST_F(ImportDialogTest, OneLineSaysHowTheFileIsRead) {
    ASSERT_TRUE(find("import/read-as"));
    EXPECT_TRUE(find("import/read-as")->label.starts_with("Read as GB18030, comma, header in row 1"))
        << find("import/read-as")->label;
    EXPECT_FALSE(find("import/encoding")) << "folded";
}

TEST_F(ImportDialogTest, WordsOfWhatIsUnusual) {
    EXPECT_EQ(reading_words({.encoding = "utf-8",
                             .delimiter = "\t",
                             .quote = "'",
                             .header = false,
                             .skip_lines = 2,
                             .decimal = ",",
                             .date_order = "dmy"}),
              "UTF-8, tab, single quotes, no header, from line 3, decimal comma, day before month");
    EXPECT_EQ(
        reading_words({.encoding = "windows-1251", .delimiter = ";", .quote = "\"", .header = true, .skip_lines = 3}),
        "Windows-1251, semicolon, header in row 4");
    EXPECT_EQ(reading_words({}), "");
}

TEST_F(ImportDialogTest, EveryGuessHasAControlThatReadsTheFileAgain) {
    unfold();
    choose("import/delimiter", "Semicolon ;");
    EXPECT_EQ(last_options(), (ReadOptions{.delimiter = ";"}));
    choose("import/quote", "None");
    EXPECT_EQ(last_options(), (ReadOptions{.quote = ""}));
    choose("import/header", "None, only data");
    EXPECT_EQ(last_options(), (ReadOptions{.header = false}));
    choose("import/decimal", "Comma 1,5");
    EXPECT_EQ(last_options(), (ReadOptions{.decimal = ","}));
    choose("import/date-order", "Day, month, year");
    EXPECT_EQ(last_options(), (ReadOptions{.date_order = "dmy"}));
    replace_text("import/skip-lines", "3");
    EXPECT_EQ(last_options(), (ReadOptions{.skip_lines = 3}));
    replace_text("import/missing", "-, n/a");
    EXPECT_EQ(last_options(), (ReadOptions{.missing = std::vector<std::string>{"-", "n/a"}}));
}

TEST_F(ImportDialogTest, AnOptionIsAddedToThoseChosenBefore) {
    view().options.encoding = view().options_shown.encoding = "gb18030";
    unfold();
    choose("import/delimiter", "Tab");
    EXPECT_EQ(last_options(), (ReadOptions{.encoding = "gb18030", .delimiter = "\t"}));
    click("import/as-recognized");
    EXPECT_EQ(last_options(), ReadOptions{});
}

TEST_F(ImportDialogTest, TheRecognizedEncodingIsFirstAndOthersAreFoundByTyping) {
    unfold();
    click("import/encoding");
    frames(3);
    ASSERT_TRUE(find("import/encoding/0"));
    EXPECT_EQ(find("import/encoding/0")->label, "GB18030 · recognized");
    for (const char letter : std::string("cyrillic")) type(letter);
    frames(2);
    EXPECT_FALSE(find("import/encoding/0"));
    key(ImGuiKey_Enter);
    frames(2);
    EXPECT_EQ(last_options().encoding, "windows-1251") << "Enter takes the first that is found";
}

TEST_F(ImportDialogTest, OnlyOptionsOfTheFormatAreShown) {
    view().file.in_force = {.encoding = "utf-8"};
    frames(2);
    unfold();
    EXPECT_TRUE(find("import/encoding"));
    for (const char* name : {"import/delimiter", "import/quote", "import/header", "import/skip-lines", "import/decimal",
                             "import/date-order", "import/missing"}) {
        EXPECT_FALSE(find(name)) << name;
    }
    view().file.in_force = {};
    frames(2);
    EXPECT_FALSE(find("import/change")) << "a Parquet file leaves nothing to choose";
}

TEST_F(ImportDialogTest, AnyColumnTakesAnyRoleAndHasOne) {
    choose("import/vectors", "text");
    const auto plans = all<action::SetImportPlan>();
    ASSERT_FALSE(plans.empty());
    EXPECT_EQ(plans.back().plan.vectors, "text");
    EXPECT_EQ(plans.back().plan.text, "");
}

TEST_F(ImportDialogTest, TheLabelsOfACellAreShown) {
    view().plan.label = "labels";
    view().sample_labels = {"bug", "ui", "docs"};
    frames(2);
    ASSERT_TRUE(find("import/sample"));
    EXPECT_EQ(find("import/sample")->label, "3 labels: bug · ui · docs");
}

TEST_F(ImportDialogTest, WithAProjectOpenItAsksWhereTheDocumentsGo) {
    EXPECT_FALSE(find("import/target/new"));
    state.project_open = true;
    fill_documents();
    state.project.name = "Inbox";
    view().plan.target = ImportTarget::fresh;
    frames(3);
    ASSERT_TRUE(find("import/target/open"));
    EXPECT_EQ(find("import/target/open")->label, "Add to “Inbox” (240 documents)");
    EXPECT_EQ(find("import/target/new")->checked, Tri::yes);
    click("import/target/open");
    const auto plans = all<action::SetImportPlan>();
    ASSERT_FALSE(plans.empty());
    EXPECT_EQ(plans.back().plan.target, ImportTarget::add);
}

TEST_F(ImportDialogTest, NothingIsImportedWhileThePreviewIsOld) {
    key(ImGuiKey_Enter);
    EXPECT_EQ(all<action::ConfirmImport>().size(), 1u);
    view().opening_since_ms = 1;
    frames(2);
    EXPECT_TRUE(find("import/confirm")->disabled);
    key(ImGuiKey_Enter);
    EXPECT_EQ(all<action::ConfirmImport>().size(), 1u);
}

TEST_F(ImportDialogTest, TheButtonsStayInSightOnALowPage) {
    ImGui::GetIO().DisplaySize = {1000, 480};
    unfold();
    frames(3);
    ASSERT_TRUE(find("import/confirm"));
    EXPECT_LE(find("import/confirm")->max.y, 480);
}

}  // namespace
}  // namespace labelscape
