#include "ui/panels/topics_panel.hpp"

#include <set>

#include "app/actions/computing.hpp"
#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/selecting.hpp"
#include "panel_scene.hpp"

namespace labelscape {
namespace {

class TopicsPanelTest : public PanelScene {
protected:
    void SetUp() override {
        draw = [this](const PanelArgs& args) { panel.draw_ui(args, {{500, 100}, {860, 560}}); };
        state.wall_ms = 1.7e12;
        fill_documents();
        fill_layout();
        fill_topics();
        frames(3);
    }
    /// Topics from top to bottom.
    std::vector<TopicId> shown() {
        std::vector<std::pair<float, TopicId>> rows;
        for (TopicId topic = 0; topic < k_groups - 1; ++topic) {
            if (const ProbeItem* row = find(("topics/row/" + std::to_string(topic)).c_str()))
                rows.push_back({row->min.y, topic});
        }
        std::ranges::sort(rows);
        std::vector<TopicId> topics;
        for (const auto& row : rows) topics.push_back(row.second);
        return topics;
    }

    TopicsPanel panel;
};

TEST_F(TopicsPanelTest, SortsByEveryColumnBothWays) {
    EXPECT_EQ(shown().front(), 1) << "the largest";
    EXPECT_EQ(shown().back(), 0);
    click("topics/sort/size");
    EXPECT_EQ(shown().front(), 0);
    click("topics/sort/name");
    EXPECT_EQ(shown(), (std::vector<TopicId>{0, 1, 2, 3, 4}));
    click("topics/sort/name");
    EXPECT_EQ(shown(), (std::vector<TopicId>{4, 3, 2, 1, 0}));
    set_label(3, 0);   // of topic 3
    click("topics/sort/labeled");
    frame();
    EXPECT_EQ(shown().front(), 3);
}

TEST_F(TopicsPanelTest, APressSelectsAndCtrlAdds) {
    click("topics/row/2");
    hold(ImGuiMod_Ctrl, true);
    click("topics/row/4");
    hold(ImGuiMod_Ctrl, false);
    click("topics/row/-1");
    const auto selected = all<action::SelectTopic>();
    ASSERT_EQ(selected.size(), 3u);
    EXPECT_EQ(selected[0].topic, 2);
    EXPECT_EQ(selected[0].mode, SelectMode::replace);
    EXPECT_EQ(selected[1].topic, 4);
    EXPECT_EQ(selected[1].mode, SelectMode::toggle);
    EXPECT_EQ(selected[2].topic, k_outlier);
}

TEST_F(TopicsPanelTest, WholeSelectedTopicsAreMarked) {
    EXPECT_EQ(find("topics/row/2")->selected, Tri::no);
    for (DocId doc = 2; doc < state.project.size(); doc += k_groups) state.selection.docs.set(doc);
    frame();
    EXPECT_EQ(find("topics/row/2")->selected, Tri::yes);
    state.selection.docs.reset(2);
    frame();
    EXPECT_EQ(find("topics/row/2")->selected, Tri::no);
}

TEST_F(TopicsPanelTest, TheMenuLabelsUnlabeledOnes) {
    set_label(2, 0);
    frame();
    click("topics/row/2/menu");
    frames(2);
    click("topics/menu/label-unlabeled");
    frames(3);
    click("topics/label/2");
    const auto assigned = all<action::Assign>();
    ASSERT_EQ(assigned.size(), 1u);
    EXPECT_EQ(assigned[0].labels, std::vector<LabelId>{LabelId{1}});
    EXPECT_EQ(assigned[0].target.kind, Target::Kind::documents);
    EXPECT_EQ(assigned[0].target.docs.size(), static_cast<std::size_t>(k_per_group - 1));
    for (const DocId doc : assigned[0].target.docs) EXPECT_TRUE(doc % k_groups == 2 && doc != 2);
}

TEST_F(TopicsPanelTest, TheMenuFiltersAndExcludes) {
    click(middle("topics/row/3"), 1);
    frames(2);
    click("topics/menu/filter");
    ASSERT_EQ(all<action::AddChip>().size(), 1u);
    EXPECT_EQ(all<action::AddChip>()[0].chip.topic, 3);
    frames(2);
    click(middle("topics/row/3"), 1);
    frames(2);
    click("topics/menu/exclude");
    ASSERT_EQ(all<action::Exclude>().size(), 1u);
    EXPECT_EQ(all<action::Exclude>()[0].target.docs.size(), static_cast<std::size_t>(k_per_group));
}

TEST_F(TopicsPanelTest, ADoubleClickRenamesInPlace) {
    const ImVec2 at = middle("topics/row/3");
    click(at);
    click(at);
    frames(3);
    ASSERT_TRUE(find("topics/rename"));
    for (const char c : std::string("Mine")) type(c);
    key(ImGuiKey_Enter);
    frames(2);
    ASSERT_EQ(all<action::RenameTopic>().size(), 1u);
    EXPECT_EQ(all<action::RenameTopic>()[0].topic, 3);
    EXPECT_EQ(all<action::RenameTopic>()[0].name, "Mine");
    EXPECT_EQ(find("topics/rename"), nullptr);
}

TEST_F(TopicsPanelTest, OneDragIsOneGestureAndAsksSeldom) {
    const ProbeItem slider = *find("topics/granularity");
    const auto drag_slider = [&](float from, float to) {
        const float y = (slider.min.y + slider.max.y) / 2;
        move_to({slider.min.x + from, y});
        press();
        for (int i = 0; i <= 60; ++i) {
            move_to({slider.min.x + from + (to - from) * static_cast<float>(i) / 60, y});   // two frames
        }
        release();
        frames(20);
    };
    drag_slider(120, 220);
    const auto first = all<action::SetGranularity>();
    ASSERT_FALSE(first.empty());
    EXPECT_LE(first.size(), 18u) << "120 frames are two seconds: at most 8 a second";
    std::set<std::uint32_t> gestures;
    for (const auto& asked : first) gestures.insert(asked.gesture);
    EXPECT_EQ(gestures.size(), 1u);
    EXPECT_NE(*gestures.begin(), 0u);
    EXPECT_NEAR(find("topics/granularity")->now.value_or(-1), static_cast<double>(first.back().granularity), 1e-6);
    state.wall_ms += 5000;
    drag_slider(220, 130);
    EXPECT_NE(all<action::SetGranularity>().back().gesture, *gestures.begin());
}

TEST_F(TopicsPanelTest, WhatCannotBeGroupedStandsBelowTheOutliers) {
    EXPECT_FALSE(find("topics/row/-2"));
    auto embeddings = std::make_shared<Embeddings>(**state.project.embeddings);
    const float zeros[] = {0, 0};
    embeddings->vectors.set(5, zeros);
    embeddings->embedded.reset(11);
    state.project.embeddings.edit() = std::move(embeddings);
    derive();
    frames(2);
    ASSERT_TRUE(find("topics/row/-1") && find("topics/row/-2") && find("topics/row/-3"));
    EXPECT_EQ(find("topics/row/-2")->label, "No meaning found, 1");
    EXPECT_EQ(find("topics/row/-3")->label, "No vector yet, 1");
    EXPECT_LT(find("topics/row/-1")->min.y, find("topics/row/-2")->min.y);
    EXPECT_LT(find("topics/row/-3")->max.y, 560.0f);
    click("topics/row/-2");
    ASSERT_EQ(all<action::SelectTopic>().size(), 1u);
    EXPECT_EQ(all<action::SelectTopic>()[0].topic, k_no_meaning);
    state.selection.docs.resize(state.project.size());
    state.selection.docs.set(5);
    frames(2);
    EXPECT_EQ(find("topics/row/-2")->selected, Tri::yes);
}

TEST_F(TopicsPanelTest, OutliersAndTheFirstSplit) {
    click("topics/assign-outliers");
    EXPECT_EQ(all<action::AssignOutliers>().size(), 1u);
    EXPECT_TRUE(all<action::SelectTopic>().empty());
    state.project.topics.edit() = nullptr;
    derive();
    frames(2);
    click("topics/find/action");
    EXPECT_EQ(all<action::ComputeTopics>().size(), 1u);
}

}  // namespace
}  // namespace labelscape
