#include "ui/panels/map_panel.hpp"

#include "app/actions/computing.hpp"
#include "app/actions/labels.hpp"
#include "app/actions/projects.hpp"
#include "app/actions/selecting.hpp"
#include "app/actions/view.hpp"
#include "panel_scene.hpp"

namespace labelscape {
namespace {

constexpr Area k_area{{0, 0}, {900, 640}};

class MapPanelTest : public PanelScene {
protected:
    void SetUp() override {
        draw = [this](const PanelArgs& args) { panel.draw_ui(args, k_area); };
        fill_documents();
        fill_layout();
        frames(3);
    }
    ImVec2 at(float x, float y) const {
        const Vec2 px = px_from_data(panel.camera(), {k_area.width(), k_area.height()}, {x, y});
        return {px.x, px.y};
    }
    ImVec2 at(DocId doc) const {
        const auto& xy = (*state.project.layout)->xy;
        return at(xy[2 * doc], xy[2 * doc + 1]);
    }
    /// Around the group at (10, 0), far from all others.
    std::vector<ImVec2> ring() const { return {at(7, -3), at(13, -3), at(13, 3), at(7, 3), at(7, -2)}; }
    Bitset group(DocId number) const {
        Bitset docs(state.project.size());
        for (DocId doc = number; doc < state.project.size(); doc += k_groups) docs.set(doc);
        return docs;
    }

    MapPanel panel;
};

TEST_F(MapPanelTest, ALassoSelectsWhatItSurrounds) {
    drag(ring());
    ASSERT_EQ(all<action::Select>().size(), 1u);
    EXPECT_EQ(all<action::Select>()[0].docs, group(1));
    EXPECT_EQ(all<action::Select>()[0].mode, SelectMode::replace);
}

TEST_F(MapPanelTest, ShiftAddsAndAltRemoves) {
    for (const auto& [held, mode] :
         {std::pair{ImGuiMod_Shift, SelectMode::add}, std::pair{ImGuiMod_Alt, SelectMode::remove}}) {
        actions.clear();
        hold(held, true);
        drag(ring());
        hold(held, false);
        ASSERT_EQ(all<action::Select>().size(), 1u);
        EXPECT_EQ(all<action::Select>()[0].mode, mode);
    }
}

TEST_F(MapPanelTest, ABoxSelectsWhatItHoldsAndEscapeGivesItUp) {
    key(ImGuiKey_B);
    drag({at(7, -3), at(10, 0), at(13, 3)});
    ASSERT_EQ(all<action::Select>().size(), 1u);
    EXPECT_EQ(all<action::Select>()[0].docs, group(1));
    actions.clear();
    move_to(at(7, -3));
    press();
    move_to(at(13, 3));
    key(ImGuiKey_Escape);
    release();
    EXPECT_TRUE(actions.empty());
}

TEST_F(MapPanelTest, FilteredOutDocumentsAreNotSelected) {
    FilterChip chip;
    chip.kind = "documents";
    chip.docs = {1, 7};
    state.view.filter = {chip};
    derive();
    drag(ring());
    ASSERT_EQ(all<action::Select>().size(), 1u);
    EXPECT_EQ(all<action::Select>()[0].docs.members(), (std::vector<DocId>{1, 7}));
}

TEST_F(MapPanelTest, AClickSelectsOneCtrlTogglesAndEmptyClears) {
    click(at(DocId{13}));
    ASSERT_EQ(all<action::SelectOne>().size(), 1u);
    EXPECT_EQ(all<action::SelectOne>()[0].doc, 13u);
    hold(ImGuiMod_Ctrl, true);
    click(at(DocId{13}));
    hold(ImGuiMod_Ctrl, false);
    ASSERT_EQ(all<action::SelectOne>().size(), 2u);
    EXPECT_EQ(all<action::SelectOne>()[1].mode, SelectMode::toggle);
    click(at(5, 5));
    EXPECT_TRUE(all<action::ClearSelection>().empty()) << "nothing was selected";
    state.selection.docs.set(4);
    frames(2);
    click(at(5, 4));   // not where the last click was: that would be a double click
    EXPECT_EQ(all<action::ClearSelection>().size(), 1u);
}

TEST_F(MapPanelTest, TheWheelZoomsAtThePointerAndTheViewIsSavedOnceAtRest) {
    const ImVec2 pointer{431, 270};
    const ViewSize view{k_area.width(), k_area.height()};
    const Vec2 under = data_from_px(panel.camera(), view, {pointer.x, pointer.y});
    move_to(pointer);
    const double before = panel.camera().px_per_unit;
    ImGui::GetIO().AddMouseWheelEvent(0, 2);
    frames(10);
    ImGui::GetIO().AddMouseWheelEvent(0, 1);
    frames(10);
    EXPECT_TRUE(all<action::SetView>().empty());
    frames(80);
    EXPECT_GT(panel.camera().px_per_unit, before * 1.5);
    EXPECT_NEAR(at(under.x, under.y).x, pointer.x, 0.1);
    EXPECT_NEAR(at(under.x, under.y).y, pointer.y, 0.1);
    ASSERT_EQ(all<action::SetView>().size(), 1u);
    EXPECT_EQ(all<action::SetView>()[0].view.px_per_unit, panel.camera().px_per_unit);
}

TEST_F(MapPanelTest, RightAndMiddleDragAndSpacePan) {
    for (const int button : {1, 2}) {
        const ImVec2 before = at(DocId{0});
        drag({{400, 300}, {420, 310}, {450, 340}}, button);
        EXPECT_NEAR(at(DocId{0}).x - before.x, 50, 0.5);
        EXPECT_NEAR(at(DocId{0}).y - before.y, 40, 0.5);
    }
    hold(ImGuiKey_Space, true);
    const ImVec2 before = at(DocId{0});
    drag({{450, 300}, {430, 310}, {420, 290}});
    hold(ImGuiKey_Space, false);
    EXPECT_NEAR(at(DocId{0}).x - before.x, -30, 0.5);
    EXPECT_TRUE(all<action::Select>().empty());
    EXPECT_TRUE(all<action::SelectOne>().empty());
}

TEST_F(MapPanelTest, FitAndKeysZoom) {
    frames(60);
    const Camera2D whole = panel.camera();
    type('+');
    frames(60);
    EXPECT_GT(panel.camera().px_per_unit, whole.px_per_unit * 1.3);
    type('-');
    frames(60);
    EXPECT_NEAR(panel.camera().px_per_unit, whole.px_per_unit, 1e-6 * whole.px_per_unit);
    drag({{400, 300}, {480, 300}}, 1);
    ++state.fit_request;
    frames(120);
    EXPECT_NEAR(panel.camera().center_x, whole.center_x, 1e-3);
    click("map/fit");
    EXPECT_EQ(all<action::FitMap>().size(), 1u);
}

TEST_F(MapPanelTest, ToolKeysYieldToLabels) {
    const auto on = [&](const char* name) { return find(name)->pressed == Tri::yes; };
    EXPECT_TRUE(on("map/lasso"));
    key(ImGuiKey_H);
    EXPECT_TRUE(on("map/pan"));
    click("map/lasso");
    Label label = state.project.scheme->labels()[0];
    label.key = "h";
    state.project.scheme.edit().replace(label);
    key(ImGuiKey_H);
    EXPECT_TRUE(on("map/lasso"));
}

TEST_F(MapPanelTest, ANameSelectsItsTopic) {
    fill_topics();
    frames(3);
    click("map/topic/2");
    ASSERT_EQ(all<action::SelectTopic>().size(), 1u);
    EXPECT_EQ(all<action::SelectTopic>()[0].topic, 2);
    EXPECT_TRUE(all<action::SelectOne>().empty());
}

TEST_F(MapPanelTest, TheSelectionBarLabelsExcludesAndClears) {
    EXPECT_EQ(find("map/selection/count"), nullptr);
    for (const DocId doc : {1u, 7u, 13u}) state.selection.docs.set(doc);
    auto layer = std::make_shared<Layer>(Layer{std::string(k_neighbors_actor), {}});
    layer->of_doc.resize(state.project.size());
    layer->of_doc[7] = {{LabelId{0}}, {204}, 1};
    state.project.set_layer(std::move(layer));
    ++state.derived_version;
    frames(4);
    EXPECT_EQ(find("map/selection/count")->label, "3 selected");
    EXPECT_EQ(find("map/selection/accept")->label, "Accept suggestions (1)");
    click("map/selection/label/2");
    ASSERT_EQ(all<action::AssignKey>().size(), 1u);
    EXPECT_EQ(all<action::AssignKey>()[0].index, 1);
    click("map/selection/accept");
    click("map/selection/exclude");
    click("map/selection/clear");
    EXPECT_EQ(all<action::AcceptSuggestions>().size(), 1u);
    EXPECT_EQ(all<action::Exclude>().size(), 1u);
    EXPECT_EQ(all<action::ClearSelection>().size(), 1u);
    EXPECT_TRUE(all<action::SelectOne>().empty()) << "a press on the bar is none on the map";
}

TEST_F(MapPanelTest, WithoutAMapItSaysHowToGetOne) {
    state.project.layout.edit() = nullptr;
    frames(2);
    click("map/compute/action");
    EXPECT_EQ(all<action::ComputeLayout>().size(), 1u);
    state.project.removed.edit().set_all();
    derive();
    frames(2);
    click("map/open/action");
    EXPECT_EQ(all<action::PickFile>().size(), 1u);
}

TEST_F(MapPanelTest, ColorsByAColumnAreChosenHere) {
    click("map/color-by");
    frames(2);
    click("map/color-by/3");
    ASSERT_EQ(all<action::SetColorBy>().size(), 1u);
    EXPECT_EQ(all<action::SetColorBy>()[0].color_by, (ColorBy{ColorBy::Kind::column, "length"}));
}

}  // namespace
}  // namespace labelscape
