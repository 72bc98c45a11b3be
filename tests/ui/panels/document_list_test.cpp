#include "ui/panels/document_list.hpp"

#include "app/actions/alike.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "panel_scene.hpp"

namespace labelscape {
namespace {

class DocumentListTest : public PanelScene {
protected:
    void SetUp() override {
        ImGui::GetIO().DisplaySize = {900, 800};   // the longest menu fits
        draw = [this](const PanelArgs& args) { panel.draw_ui(args, {{0, 40}, {380, 620}}); };
        fill_documents();
        frames(3);
    }
    void choose(const char* item) {
        click("list/filter/add");
        frames(3);
        click(item);
        frames(3);
    }

    DocumentList panel;
};

TEST_F(DocumentListTest, PressesSelectToggleAndExtend) {
    click("list/row/2");
    hold(ImGuiMod_Ctrl, true);
    click("list/row/3");
    hold(ImGuiMod_Ctrl, false);
    hold(ImGuiMod_Shift, true);
    click("list/row/4");
    hold(ImGuiMod_Shift, false);
    const auto one = all<action::SelectOne>();
    ASSERT_EQ(one.size(), 2u);
    EXPECT_EQ(one[0].doc, 2u);
    EXPECT_EQ(one[0].mode, SelectMode::replace);
    EXPECT_EQ(one[1].doc, 3u);
    EXPECT_EQ(one[1].mode, SelectMode::toggle);
    ASSERT_EQ(all<action::SelectRangeTo>().size(), 1u);
    EXPECT_EQ(all<action::SelectRangeTo>()[0].doc, 4u);
}

TEST_F(DocumentListTest, TheCurrentDocumentIsBroughtIntoView) {
    EXPECT_FALSE(find("list/row/200"));
    state.selection.current = 200;
    frames(3);
    ASSERT_TRUE(find("list/row/200"));
    EXPECT_FALSE(find("list/row/0"));
}

TEST_F(DocumentListTest, TheBadgeOpensAlikeAndNotTheRow) {
    state.alike_counts.assign(state.project.size(), 12);
    frames(2);
    click("list/row/1/alike");
    ASSERT_EQ(all<action::OpenAlike>().size(), 1u);
    EXPECT_EQ(all<action::OpenAlike>()[0].doc, 1u);
    EXPECT_TRUE(all<action::SelectOne>().empty());
}

TEST_F(DocumentListTest, ChipsAreTurnedAndRemoved) {
    state.view.filter = {FilterChip{}};
    derive();
    frames(2);
    state.view.filter[0].kind = "unlabeled";
    derive();
    frames(2);
    click("list/filter/0");
    ASSERT_EQ(all<action::SetFilter>().size(), 1u);
    EXPECT_TRUE(all<action::SetFilter>()[0].filter[0].negated);
    click("list/filter/0/remove");
    ASSERT_EQ(all<action::RemoveChip>().size(), 1u);
    click("list/filter/clear");
    EXPECT_EQ(all<action::ClearFilter>().size(), 1u);
}

TEST_F(DocumentListTest, TheMenuAddsConditions) {
    choose("list/filter/add/unlabeled");
    choose("list/filter/add/label");
    click("list/filter/page/delivery");
    choose("list/filter/add/column/kind");
    click("list/filter/page/0");
    const auto added = all<action::AddChip>();
    ASSERT_EQ(added.size(), 3u);
    EXPECT_EQ(added[0].chip.kind, "unlabeled");
    EXPECT_EQ(added[1].chip.kind, "label");
    EXPECT_EQ(added[1].chip.label, LabelId{1});
    EXPECT_EQ(added[2].chip.kind, "column");
    EXPECT_EQ(added[2].chip.text, "kind");
    EXPECT_EQ(added[2].chip.value, "chat") << "the most frequent value comes first";
}

TEST_F(DocumentListTest, ARangeOfNumbersComesFromTheColumn) {
    choose("list/filter/add/column/length");
    ASSERT_TRUE(find("list/range/low"));
    EXPECT_EQ(find("list/range/low")->value, "0");
    EXPECT_EQ(find("list/range/high")->value, "239");
    click("list/range/add");
    ASSERT_EQ(all<action::AddChip>().size(), 1u);
    EXPECT_EQ(all<action::AddChip>()[0].chip.low, 0);
    EXPECT_EQ(all<action::AddChip>()[0].chip.high, 239);
}

TEST_F(DocumentListTest, AWrongRegularExpressionCannotBeAdded) {
    choose("list/filter/add/regex");
    frames(2);
    type('(');
    key(ImGuiKey_Enter);
    frames(2);
    EXPECT_TRUE(all<action::AddChip>().empty());
    EXPECT_TRUE(find("list/regex/add")->disabled);
    EXPECT_NE(find("list/regex/pattern")->description, "");
    click("list/regex/pattern");
    frames(2);
    key(ImGuiKey_End);
    for (const char c : std::string("a|b)")) type(c);
    key(ImGuiKey_Enter);
    frames(2);
    ASSERT_EQ(all<action::AddChip>().size(), 1u);
    EXPECT_EQ(all<action::AddChip>()[0].chip.value, "(a|b)");
}

TEST_F(DocumentListTest, TheRowMenuIsAboutTheRowOrTheSelection) {
    click(middle("list/row/3"), 1);
    frames(3);
    click("list/menu/label/login");
    ASSERT_EQ(all<action::Assign>().size(), 1u);
    EXPECT_EQ(all<action::Assign>()[0].target.docs, std::vector<DocId>{3});
    for (const DocId doc : {1u, 2u, 3u}) state.selection.docs.set(doc);
    frames(3);
    click(middle("list/row/3"), 1);
    frames(3);
    click("list/menu/exclude");
    ASSERT_EQ(all<action::Exclude>().size(), 1u);
    EXPECT_EQ(all<action::Exclude>()[0].target.kind, Target::Kind::selection);
}

TEST_F(DocumentListTest, AnEmptyListSaysWhy) {
    FilterChip labeled;
    labeled.kind = "labeled";
    state.view.filter = {labeled};
    derive();
    frames(3);
    click("list/empty/action");
    EXPECT_EQ(all<action::ClearFilter>().size(), 1u);
}

TEST_F(DocumentListTest, SaysThatTextsAreSearchedAfterAMoment) {
    FilterChip chip;
    chip.kind = "text";
    chip.value = "message";
    state.view.filter = {chip};
    derive();
    state.searching = {{"message", false}};
    state.searching_since_ms = 1000;
    state.now_ms = 1050;
    frames(2);
    EXPECT_EQ(find("list/filter/0")->label, "Text: message");
    EXPECT_LT(wish.within_s, 0.2);
    state.now_ms = 1400;
    frames(2);
    EXPECT_EQ(find("list/filter/0")->label, "Text: message · searching…");
    // Nothing was listed before: that is no answer yet.
    state.order.clear();
    frames(2);
    EXPECT_EQ(find("list/empty")->label, "Searching the texts…");
}

}  // namespace
}  // namespace labelscape
