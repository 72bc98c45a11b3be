#include "ui/panels/export_dialog.hpp"

#include "app/actions/exports.hpp"
#include "panel_scene.hpp"

namespace labelscape {
namespace {

class ExportDialogTest : public PanelScene {
protected:
    ExportDialogTest() {
        ImGui::GetIO().DisplaySize = {1280, 720};
        fill_documents();
        state.selection.docs = Bitset(state.project.size());
        state.selection.docs.set(3);
        set_label(5, 0);
        set_label(6, 1);
        state.view.open.set(view_id::k_export, true);
        state.export_columns = {"id", "text", "labels", "kind"};
        draw = [this](const PanelArgs& args) { dialog_.draw_ui(args); };
        frames(3);
    }
    /// The choices take effect as the application lets them.
    void follow() {
        for (const auto& chosen : all<action::SetExportChoices>()) state.view.exporting = chosen.choices;
        frames(3);
    }
    std::string summary() { return find("export/summary") ? find("export/summary")->label : std::string(); }
    void press(const char* name) {
        click(name);
        follow();
    }

private:
    ExportDialog dialog_;
};

TEST_F(ExportDialogTest, SaysHowManyRowsAndColumnsItWillWrite) {
    EXPECT_EQ(summary(), "240 rows, 4 columns");
    press("export/scope/selected");
    EXPECT_EQ(summary(), "1 row, 4 columns");
    press("export/scope/labeled");
    EXPECT_EQ(summary(), "2 rows, 4 columns");
    press("export/column/kind");
    EXPECT_EQ(summary(), "2 rows, 3 columns");
    EXPECT_EQ(state.view.exporting.left_out, std::vector<std::string>{"kind"});
}

TEST_F(ExportDialogTest, NothingToWriteCannotBeExported) {
    press("export/columns/none");
    EXPECT_TRUE(find("export/confirm")->disabled);
    key(ImGuiKey_Enter);
    EXPECT_TRUE(all<action::ConfirmExport>().empty());
    press("export/columns/all");
    EXPECT_FALSE(find("export/confirm")->disabled);
    key(ImGuiKey_Enter);
    EXPECT_EQ(all<action::ConfirmExport>().size(), 1u);
}

TEST_F(ExportDialogTest, CopiesAreAskedForOnlyWhereThereAreSome) {
    EXPECT_FALSE(find("export/copies"));
    state.project.copied.edit().counts = {1};
    ++state.derived_version;
    frames(3);
    ASSERT_TRUE(find("export/copies"));
    press("export/copies");
    EXPECT_EQ(summary(), "241 rows, 4 columns");
}

TEST_F(ExportDialogTest, FormulasConcernOnlyCsvAndAProjectFileIsEverything) {
    EXPECT_TRUE(find("export/escape"));
    press("export/kind/jsonl");
    EXPECT_FALSE(find("export/escape"));
    EXPECT_TRUE(find("export/scope/all"));
    press("export/kind/project");
    EXPECT_FALSE(find("export/scope/all"));
    EXPECT_EQ(summary(), "240 documents");
}

}  // namespace
}  // namespace labelscape
