#include "ui/main_ui.hpp"

#include <set>

#include "app/actions/view.hpp"
#include "panels/panel_scene.hpp"

namespace labelscape {
namespace {

class MainUiTest : public PanelScene {
protected:
    MainUiTest() {
        ImGui::GetIO().DisplaySize = {1400, 900};
        fill_documents();
        draw = [this](const PanelArgs& args) { ui.draw_ui(args); };
        frames(3);
    }
    /// What the application does with the view at the end of a frame; returns how often it was set.
    std::size_t apply_views() {
        const auto set = all<action::SetView>();
        for (const auto& wanted : set) state.view = wanted.view;
        actions.clear();
        return set.size();
    }

    MainUi ui;
};

TEST_F(MainUiTest, EachViewIsDrawnWhileItIsToBeShownAndNotOtherwise) {
    using Ids = std::set<std::string_view>;
    struct Scene {
        std::function<void()> set;
        Ids shown;   ///< of a dialog alone: it hides all else
    };
    const auto opened = [this](std::string_view id) { return [this, id] { state.view.open.set(id, true); }; };
    const auto work = [this] {
        state.jobs.begin_external("job", "Job", {});
        state.now_ms = 1e12;
    };
    const Scene scenes[] = {
        {[] {}, {"top", "list", "map", "detail", "labels", "topics"}},
        {[this] { state.project_open = false; }, {"start"}},
        {[this] { state.alike = AlikeView{}; }, {"top", "list", "alike", "labels", "topics"}},
        {opened(view_id::k_history), {"top", "list", "map", "detail", "labels", "topics", "history"}},
        {opened(view_id::k_focus), {"top", "focus"}},
        {work, {"top", "list", "map", "detail", "labels", "topics", "jobs"}},
        {[this] { state.import = ImportView{}; }, {"import"}},
        {opened(view_id::k_models), {"models"}},
        {opened(view_id::k_export), {"export"}},
        {opened(view_id::k_palette), {"palette"}},
        {opened(view_id::k_help), {"help"}},
        {[this] { state.leaving = Leaving{0, "The disk is full"}; }, {"leave"}},
        {[this] { state.offered = OfferedUrl{"https://example.org/a.csv", "a.csv", "", false}; }, {"offer"}}};
    Ids known;   // a view that no scene names is looked at by its own test
    for (const Scene& scene : scenes) known.insert(scene.shown.begin(), scene.shown.end());
    for (const auto& [set, shown] : scenes) {
        set();
        frames(3);
        Ids drawn;
        for (const ViewRow& row : view_table()) {
            const ProbeItem* item = find(std::string(row.id).c_str());
            if (!item || !known.contains(row.id)) continue;
            drawn.insert(row.id);
            if (row.place != Place::dialog) EXPECT_EQ(item->label, row.title);
        }
        EXPECT_EQ(drawn, shown);
        state.project_open = true;
        state.view.open = {};
        state.alike.reset();
        state.import.reset();
        state.leaving.reset();
        state.offered.reset();
        state.jobs.end_external("job");
    }
}

TEST_F(MainUiTest, WhatNeedsAProjectStaysClosedWithoutOne) {
    state.project_open = false;
    for (const std::string_view id : {view_id::k_history, view_id::k_focus, view_id::k_models, view_id::k_export}) {
        state.view.open.set(id, true);
    }
    frames(3);
    EXPECT_TRUE(find("start"));
    for (const char* id : {"history", "focus", "models", "export", "top"}) EXPECT_FALSE(find(id)) << id;
}

TEST_F(MainUiTest, ADraggedWidthIsSavedOnceAndComesBack) {
    const ImVec2 from = middle("main/left");
    EXPECT_EQ(from.x, 380);
    move_to(from);
    press();
    for (const float x : {360.0f, 340.0f, 300.0f}) move_to({x, from.y});
    frames(30);
    EXPECT_EQ(find("list")->max.x, 300);
    EXPECT_EQ(apply_views(), 0u) << "not before it is let go";
    release();
    EXPECT_EQ(apply_views(), 1u);
    EXPECT_EQ(state.view.sizes, (PlaceSizes{300, 360, 230}));
    frames(30);
    EXPECT_EQ(apply_views(), 0u);

    ui = MainUi();
    frames(2);
    EXPECT_EQ(find("list")->max.x, 300);
}

TEST_F(MainUiTest, EachBarSavesItsOwnSize) {
    const ImVec2 right = middle("main/right"), detail = middle("main/detail");
    drag({right, {right.x - 40, right.y}});
    apply_views();
    drag({detail, {detail.x, detail.y + 50}});
    apply_views();
    EXPECT_EQ(state.view.sizes, (PlaceSizes{380, 400, 180}));
}

TEST_F(MainUiTest, AWidthIsSavedAfterWhatElseChangesTheView) {
    const ImVec2 from = middle("main/left");
    bool busy = true;
    draw = [&](const PanelArgs& args) {
        if (busy) args.actions.push(action::ToggleView{view_id::k_history});
        ui.draw_ui(args);
    };
    drag({from, {300, from.y}});
    EXPECT_EQ(apply_views(), 0u);
    EXPECT_TRUE(wish.now);
    busy = false;
    frame();
    EXPECT_EQ(apply_views(), 1u);
    EXPECT_EQ(state.view.sizes.left, 300);
}

TEST_F(MainUiTest, ANarrowPageKeepsTheWidthThatWasChosen) {
    ImGui::GetIO().DisplaySize = {600, 500};
    frames(3);
    EXPECT_EQ(find("list")->max.x, 600 * 0.34f);
    ImGui::GetIO().DisplaySize = {1400, 900};
    frames(3);
    EXPECT_EQ(find("list")->max.x, 380);
    EXPECT_EQ(apply_views(), 0u);
}

}  // namespace
}  // namespace labelscape
