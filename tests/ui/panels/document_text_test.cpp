#include "ui/panels/document_text.hpp"

#include "app/actions/finding.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"
#include "core/text/text_search.hpp"
#include "panel_scene.hpp"
#include "ui/main_ui.hpp"

namespace labelscape {
namespace {

TEST(QueryFor, FindsTheTextItCameFrom) {
    EXPECT_EQ(query_for("card payment"), "\"card payment\"");
    EXPECT_EQ(query_for("  card\n payment "), "\"card payment\"");
    EXPECT_EQ(query_for("say \"no\" twice"), "\"say \" \"no\" \"twice\"");
    EXPECT_EQ(query_for("\""), "");
    for (const std::string_view part : {"-minus and =equals", "he said “now” and \"then\"", "退款 未收到", "a  b\tc\nd"}) {
        EXPECT_TRUE(TextQuery::parse(query_for(part)).matches("before " + std::string(part) + " after")) << part;
    }
}

class DocumentTextTest : public PanelScene {
protected:
    void SetUp() override {
        draw = [this](const PanelArgs& args) { ui.draw_ui(args); };
        fill_documents();
        state.selection.current = 5;
        state.selection.docs.set(5);
        frames(5);
    }
    /// Presses twice near the beginning of the text: on "message".
    void select_word(const char* name) {
        const ImVec2 at = find(name)->min;
        move_to({at.x + 12, at.y + 8});
        for (int i = 0; i < 2; ++i) {
            press();
            release();
        }
        frames(40);
    }
    void copy_keys() {
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
        key(ImGuiKey_C);
        ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
        frame();
    }
    void copy() {
        copy_keys();
        state.copy_request += all<action::CopyText>().size();
        actions.clear();
        frame();
    }

    MainUi ui;
};

TEST_F(DocumentTextTest, CopiesTheSelectionOrAllOfTheText) {
    copy();
    EXPECT_STREQ(ImGui::GetClipboardText(), "message 5 of group 5");
    select_word("detail/text");
    EXPECT_EQ(find("detail/text")->value, "message");
    copy();
    EXPECT_STREQ(ImGui::GetClipboardText(), "message");
    state.selection.current = 7;
    frames(2);
    EXPECT_EQ(find("detail/text")->value, "");
    copy();
    EXPECT_STREQ(ImGui::GetClipboardText(), "message 7 of group 1");
}

TEST_F(DocumentTextTest, FocusModeHasTheSameText) {
    state.view.open.set(view_id::k_focus, true);
    frames(5);
    select_word("focus/text");
    EXPECT_EQ(find("focus/text")->value, "message");
    copy();
    EXPECT_STREQ(ImGui::GetClipboardText(), "message");
    key(ImGuiKey_Escape);
    EXPECT_EQ(find("focus/text")->value, "");
    EXPECT_TRUE(all<action::ToggleFocusMode>().empty());
    key(ImGuiKey_Escape);
    EXPECT_EQ(all<action::ToggleFocusMode>().size(), 1u);
}

TEST_F(DocumentTextTest, EscapeClearsTheTextBeforeTheDocuments) {
    select_word("detail/text");
    key(ImGuiKey_Escape);
    EXPECT_TRUE(all<action::ClearSelection>().empty());
    key(ImGuiKey_Escape);
    EXPECT_EQ(all<action::ClearSelection>().size(), 1u);
}

TEST_F(DocumentTextTest, SearchesForTheSelection) {
    select_word("detail/text");
    press(1);
    release(1);
    frames(2);
    click("detail/text/search");
    ASSERT_EQ(all<action::Search>().size(), 1u);
    EXPECT_EQ(all<action::Search>()[0].text, "\"message\"");
    EXPECT_FALSE(all<action::Search>()[0].semantic);
}

TEST_F(DocumentTextTest, SelectAllStaysWithTheList) {
    select_word("detail/text");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, true);
    key(ImGuiKey_A);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, false);
    frame();
    EXPECT_EQ(all<action::SelectVisible>().size(), 1u);
    EXPECT_EQ(find("detail/text")->value, "message");
}

}  // namespace
}  // namespace labelscape
