#include "ui/panels/document_detail.hpp"

#include "app/actions/alike.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"
#include "panel_scene.hpp"
#include "ui/panels/focus_mode.hpp"

namespace labelscape {
namespace {

class DocumentDetailTest : public PanelScene {
protected:
    void SetUp() override {
        draw = [this](const PanelArgs& args) { panel.draw_ui(args, {{0, 200}, {800, 640}}); };
        fill_documents();
        state.selection.current = 5;
        state.wall_ms = 1.7e12;
        frames(3);
    }
    void suggest(DocId doc, std::uint32_t label) {
        auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), {}});
        layer->of_doc.resize(state.project.size());
        layer->of_doc[doc] = {{LabelId{label}}, {204}, 1};
        state.project.set_layer(std::move(layer));
        frames(2);
    }

    DocumentDetail panel;
};

TEST_F(DocumentDetailTest, SaysWhatToDoWithoutADocument) {
    state.selection.current.reset();
    frames(2);
    EXPECT_TRUE(find("detail/empty"));
    EXPECT_FALSE(find("detail/text"));
}

TEST_F(DocumentDetailTest, SaysThatATextHasNoMeaning) {
    EXPECT_EQ(find("detail/no-meaning")->label, "No vector yet: compute the map first");
    fill_vectors();
    frames(2);
    EXPECT_FALSE(find("detail/no-meaning"));
    auto embeddings = std::make_shared<Embeddings>(**state.project.embeddings);
    const float zeros[] = {0, 0};
    embeddings->vectors.set(5, zeros);
    state.project.embeddings.edit() = std::move(embeddings);
    frames(2);
    EXPECT_EQ(find("detail/no-meaning")->label, "No meaning found: the model knows no word of this text");
}

TEST_F(DocumentDetailTest, LabelsThisDocumentAlone) {
    EXPECT_EQ(find("detail/text")->label, "message 5 of group 5");
    state.selection.docs.set(8);
    state.selection.docs.set(9);
    frames(2);
    click("detail/label/2");
    ASSERT_EQ(all<action::Assign>().size(), 1u);
    EXPECT_EQ(all<action::Assign>()[0].target.docs, std::vector<DocId>{5});
    EXPECT_EQ(all<action::Assign>()[0].labels, std::vector<LabelId>{LabelId{1}});
    EXPECT_EQ(all<action::Assign>()[0].mode, AssignMode::set);
}

TEST_F(DocumentDetailTest, TakesALabelOff) {
    set_label(5, 2);
    frames(2);
    click("detail/has/login/remove");
    ASSERT_EQ(all<action::Assign>().size(), 1u);
    EXPECT_EQ(all<action::Assign>()[0].labels, std::vector<LabelId>{LabelId{2}});
    EXPECT_EQ(all<action::Assign>()[0].mode, AssignMode::remove);
}

TEST_F(DocumentDetailTest, AcceptsASuggestionUntilThereIsALabel) {
    suggest(5, 1);
    click("detail/suggestion");
    ASSERT_EQ(all<action::AcceptSuggestions>().size(), 1u);
    set_label(5, 0);
    frames(2);
    EXPECT_FALSE(find("detail/suggestion"));
}

TEST_F(DocumentDetailTest, OpensAlikeAndMarks) {
    state.alike_counts.assign(state.project.size(), 143);
    frames(2);
    EXPECT_EQ(find("detail/alike")->label, "143 alike, not labeled");
    click("detail/alike");
    click("detail/unsure");
    ASSERT_EQ(all<action::OpenAlike>().size(), 1u);
    EXPECT_EQ(all<action::OpenAlike>()[0].doc, 5u);
    ASSERT_EQ(all<action::MarkDocuments>().size(), 1u);
    EXPECT_EQ(all<action::MarkDocuments>()[0].mark, Mark::unsure);
}

TEST_F(DocumentDetailTest, FindsOrMakesALabelWhereThereAreMany) {
    for (int i = 0; i < 12; ++i) {
        const LabelId id = state.project.scheme->next_id();
        const auto place = state.project.scheme->labels().size();
        state.project.scheme.edit().insert(place, {id, "topic number " + std::to_string(i), 0x123456, "", "", {}});
    }
    frames(2);
    click("detail/label/search");
    frames(2);
    for (const char c : std::string("number 11")) type(c);
    key(ImGuiKey_Enter);
    frames(2);
    ASSERT_EQ(all<action::Assign>().size(), 1u);
    EXPECT_EQ(all<action::Assign>()[0].labels, std::vector<LabelId>{LabelId{14}});
    click("detail/label/search");
    frames(2);
    for (const char c : std::string("novel")) type(c);
    key(ImGuiKey_Enter);
    frames(2);
    ASSERT_EQ(all<action::AddLabel>().size(), 1u);
    EXPECT_EQ(all<action::AddLabel>()[0].label.name, "novel");
    ASSERT_EQ(all<action::Assign>().size(), 2u);
    EXPECT_EQ(all<action::Assign>()[1].labels, std::vector<LabelId>{state.project.scheme->next_id()});
}

class FocusModeTest : public DocumentDetailTest {
protected:
    void SetUp() override {
        DocumentDetailTest::SetUp();
        draw = [this](const PanelArgs& args) { focus.draw_ui(args, {{0, 40}, {900, 640}}); };
        state.view.open.set(view_id::k_focus, true);
        frames(3);
    }

    FocusMode focus;
};

TEST_F(FocusModeTest, DecidesLikeTheKeys) {
    suggest(5, 0);
    click("focus/suggestion");
    ASSERT_EQ(all<action::AcceptSuggestions>().size(), 1u);
    EXPECT_EQ(all<action::AcceptSuggestions>()[0].target.kind, Target::Kind::current);
    click("focus/label/3");
    ASSERT_EQ(all<action::AssignKey>().size(), 1u);
    EXPECT_EQ(all<action::AssignKey>()[0].index, 2);
    click("focus/skip");
    ASSERT_EQ(all<action::MarkDocuments>().size(), 1u);
    EXPECT_EQ(all<action::MarkDocuments>()[0].target.kind, Target::Kind::current);
}

TEST_F(FocusModeTest, ArrowsMoveAndEscapeLeaves) {
    key(ImGuiKey_RightArrow);
    key(ImGuiKey_LeftArrow);
    ASSERT_EQ(all<action::MoveCurrent>().size(), 2u);
    EXPECT_EQ(all<action::MoveCurrent>()[0].by, 1);
    EXPECT_EQ(all<action::MoveCurrent>()[1].by, -1);
    key(ImGuiKey_Escape);
    EXPECT_EQ(all<action::ToggleFocusMode>().size(), 1u);
}

TEST_F(FocusModeTest, AskingForAlikeLeadsOut) {
    click("focus/alike");
    ASSERT_EQ(all<action::OpenAlike>().size(), 1u);
    EXPECT_TRUE(all<action::ToggleFocusMode>().empty());
    state.alike.emplace();
    frame();
    EXPECT_EQ(all<action::ToggleFocusMode>().size(), 1u);
}

}  // namespace
}  // namespace labelscape
