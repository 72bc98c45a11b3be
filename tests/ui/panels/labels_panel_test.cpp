#include "ui/panels/labels_panel.hpp"

#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "panel_scene.hpp"

namespace labelscape {
namespace {

class LabelsPanelTest : public PanelScene {
protected:
    void SetUp() override {
        draw = [this](const PanelArgs& args) { panel.draw_ui(args, {{500, 40}, {860, 500}}); };
        fill_documents();
        frames(3);
    }
    void type_text(const char* text) {
        for (const char* c = text; *c; ++c) type(*c);
    }

    LabelsPanel panel;
};

TEST_F(LabelsPanelTest, APressFiltersWithoutASelectionAndLabelsWithOne) {
    click("labels/row/delivery");
    frames(30);
    ASSERT_EQ(all<action::AddChip>().size(), 1u);
    EXPECT_EQ(all<action::AddChip>()[0].chip.kind, "label");
    EXPECT_EQ(all<action::AddChip>()[0].chip.label, LabelId{1});
    EXPECT_TRUE(all<action::AssignKey>().empty());

    state.selection.docs.set(7);
    click("labels/row/login");
    frames(30);
    ASSERT_EQ(all<action::AssignKey>().size(), 1u);
    EXPECT_EQ(all<action::AssignKey>()[0].index, 2);
    EXPECT_EQ(all<action::AddChip>().size(), 1u);
}

TEST_F(LabelsPanelTest, ADoublePressRenamesAndLabelsNothing) {
    state.selection.docs.set(7);
    const ImVec2 at = middle("labels/row/refund");
    click(at);
    click(at);
    frames(30);
    ASSERT_TRUE(find("labels/rename"));
    type_text("Money back");
    key(ImGuiKey_Enter);
    frames(2);
    ASSERT_EQ(all<action::ChangeLabel>().size(), 1u);
    EXPECT_EQ(all<action::ChangeLabel>()[0].label.id, LabelId{0});
    EXPECT_EQ(all<action::ChangeLabel>()[0].label.name, "Money back");
    EXPECT_TRUE(all<action::AssignKey>().empty());
    EXPECT_FALSE(find("labels/rename"));
}

TEST_F(LabelsPanelTest, EscapeLeavesTheNameAsItWas) {
    const ImVec2 at = middle("labels/row/refund");
    click(at);
    click(at);
    frames(5);
    type_text("x");
    key(ImGuiKey_Escape);
    frames(2);
    EXPECT_TRUE(all<action::ChangeLabel>().empty());
    EXPECT_FALSE(find("labels/rename"));
}

TEST_F(LabelsPanelTest, NewLabelsAreTypedOneAfterTheOther) {
    click("labels/add");
    frames(2);
    type_text("first");
    key(ImGuiKey_Enter);
    frames(4);
    type_text("second");
    key(ImGuiKey_Enter);
    frames(2);
    const auto added = all<action::AddLabel>();
    ASSERT_EQ(added.size(), 2u);
    EXPECT_EQ(added[0].label.name, "first");
    EXPECT_EQ(added[1].label.name, "second");
    EXPECT_FALSE(added[0].assign_to_selection);
}

TEST_F(LabelsPanelTest, ShiftEnterAlsoAssigns) {
    state.selection.docs.set(3);
    click("labels/add");
    frames(2);
    type_text("fresh");
    hold(ImGuiMod_Shift, true);
    key(ImGuiKey_Enter);
    hold(ImGuiMod_Shift, false);
    frames(3);
    ASSERT_EQ(all<action::AddLabel>().size(), 1u);
    EXPECT_EQ(all<action::AddLabel>()[0].label.name, "fresh");
    EXPECT_TRUE(all<action::AddLabel>()[0].assign_to_selection);
    EXPECT_EQ(find("labels/add")->value, "");
}

TEST_F(LabelsPanelTest, ANameInUseIsRefused) {
    click("labels/add");
    frames(2);
    type_text("login");
    key(ImGuiKey_Enter);
    frames(2);
    EXPECT_TRUE(all<action::AddLabel>().empty());
}

TEST_F(LabelsPanelTest, DeletingSaysHowManyLoseTheLabel) {
    click("labels/row/refund/menu");
    frames(3);
    click("labels/menu/delete");
    frames(3);
    click("labels/delete/cancel");
    frames(3);
    EXPECT_TRUE(all<action::RemoveLabel>().empty());
    click("labels/row/refund/menu");
    frames(3);
    click("labels/menu/delete");
    frames(3);
    click("labels/delete/go");
    ASSERT_EQ(all<action::RemoveLabel>().size(), 1u);
    EXPECT_EQ(all<action::RemoveLabel>()[0].id, LabelId{0});
}

TEST_F(LabelsPanelTest, TheDialogChangesColorAndKeywords) {
    click("labels/row/delivery/menu");
    frames(3);
    click("labels/menu/edit");
    frames(3);
    click("labels/edit/color/4");
    click("labels/edit/keywords");
    frames(2);
    type_text("parcel, , late van ");
    key(ImGuiKey_Enter);
    frames(2);
    click("labels/edit/save");
    ASSERT_EQ(all<action::ChangeLabel>().size(), 1u);
    const Label label = all<action::ChangeLabel>()[0].label;
    EXPECT_EQ(label.id, LabelId{1});
    EXPECT_EQ(label.keywords, (std::vector<std::string>{"parcel", "late van"}));
    EXPECT_NE(label.color, 0x3080c0u);
}

TEST_F(LabelsPanelTest, SwitchesToSeveralLabelsADocument) {
    click("labels/mode/multi");
    ASSERT_EQ(all<action::SetLabelMode>().size(), 1u);
    EXPECT_EQ(all<action::SetLabelMode>()[0].mode, LabelMode::multi);
}

}  // namespace
}  // namespace labelscape
