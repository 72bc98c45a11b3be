#include "ui/panels/alike_panel.hpp"

#include "app/actions/alike.hpp"
#include "panel_scene.hpp"
#include "ui/panels/alike_rows.hpp"
#include "ui/shortcuts.hpp"

namespace labelscape {
namespace {

class AlikePanelTest : public PanelScene {
protected:
    void SetUp() override {
        draw = [this](const PanelArgs& args) {
            panel.draw_ui(args, {{100, 20}, {800, 620}});
            shortcuts_ui(args);
        };
        fill_documents();
        AlikeView view;
        view.ready = true;
        view.unchecked = Bitset(state.project.size());
        view.histogram.assign(50, 3);
        view.label = LabelId{1};
        for (DocId doc = 1; doc <= 60; ++doc) {
            view.docs.push_back(doc);
            view.similarities.push_back(1 - static_cast<float>(doc) / 100);
        }
        view.above = 20;
        view.errors.assign(20, 0.1f);
        view.borderline = {19, 18};
        view.mean_error = 0.04f;
        state.alike = std::move(view);
        state.selection.current = 0;
        frames(3);
    }

    AlikePanel panel;
};

TEST_F(AlikePanelTest, EnterLabelsWithTheLikelyOneAndNothingElse) {
    EXPECT_EQ(find("alike/label")->label, "Label 21 as delivery") << "20 alike ones and the reference";
    key(ImGuiKey_Enter);
    ASSERT_EQ(actions.size(), 1u);
    EXPECT_EQ(all<action::LabelAlike>().at(0).label, LabelId{1});
}

TEST_F(AlikePanelTest, EscapeClosesAndKeepsTheSelection) {
    state.selection.docs.set(5);
    key(ImGuiKey_Escape);
    ASSERT_EQ(actions.size(), 1u);
    EXPECT_EQ(all<action::CloseAlike>().size(), 1u);
    click("alike/close");
    EXPECT_EQ(all<action::CloseAlike>().size(), 2u);
}

TEST_F(AlikePanelTest, ARowAboveIsTakenOut) {
    click("alike/borderline/20");
    click("alike/docs/1");
    const auto toggled = all<action::ToggleAlike>();
    ASSERT_EQ(toggled.size(), 2u);
    EXPECT_EQ(toggled[0].doc, 20u);
    EXPECT_EQ(toggled[1].doc, 1u);
}

TEST_F(AlikePanelTest, ARowBelowLowersTheThresholdToItself) {
    state.alike->above = 1;
    state.alike->borderline.clear();
    frames(2);
    click("alike/docs/2");
    ASSERT_EQ(all<action::SetAlikeThreshold>().size(), 1u);
    EXPECT_LE(all<action::SetAlikeThreshold>()[0].threshold, state.alike->similarities[1]);
    EXPECT_NEAR(all<action::SetAlikeThreshold>()[0].threshold, state.alike->similarities[1], 0.011);
}

TEST_F(AlikePanelTest, CountsWhatIsChosen) {
    state.alike->unchecked.set(3);
    state.alike->unchecked.set(40);   // below the threshold: no matter
    EXPECT_EQ(chosen_count(*state.alike), 19u);
    EXPECT_EQ(state.alike->chosen().size(), 19u);
    EXPECT_EQ(alike_count(state), 20u);
    set_label(0, 1);
    EXPECT_EQ(alike_count(state), 19u);
}

TEST_F(AlikePanelTest, TheHistogramMovesTheThreshold) {
    const ProbeItem bars = *find("alike/threshold");
    const float y = (bars.min.y + bars.max.y) / 2, width = bars.max.x - bars.min.x;
    drag({{bars.min.x + width * 0.8f, y}, {bars.min.x + width * 0.6f, y}, {bars.min.x + width * 0.5f, y}});
    frames(30);
    const auto asked = all<action::SetAlikeThreshold>();
    ASSERT_FALSE(asked.empty());
    EXPECT_NEAR(asked.back().threshold, 0.5, 0.02);
}

TEST_F(AlikePanelTest, WithoutALikelyLabelOneMustBeChosen) {
    state.alike->label.reset();
    frames(2);
    EXPECT_TRUE(find("alike/label")->disabled);
    key(ImGuiKey_Enter);
    EXPECT_TRUE(all<action::LabelAlike>().empty());
    click("alike/label/3");
    ASSERT_EQ(all<action::LabelAlike>().size(), 1u);
    EXPECT_EQ(all<action::LabelAlike>()[0].label, LabelId{2});
}

}  // namespace
}  // namespace labelscape
