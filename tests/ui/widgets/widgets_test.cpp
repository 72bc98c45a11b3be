#include "ui/widgets/widget_scene.hpp"

#include "ui/text/text_ui.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/charts.hpp"
#include "ui/widgets/check_box.hpp"
#include "ui/widgets/empty_state.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/panel.hpp"
#include "ui/widgets/progress.hpp"
#include "ui/widgets/segmented.hpp"
#include "ui/widgets/select.hpp"
#include "ui/widgets/slider.hpp"
#include "ui/widgets/table.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/toast.hpp"
#include "ui/widgets/tooltip.hpp"
#include "ui/widgets/virtual_list.hpp"

namespace labelscape {
namespace {

class Widgets : public WidgetScene {};

TEST_F(Widgets, AButtonIsPressedByPointerAndKeyboard) {
    int presses = 0, dead = 0;
    draw = [&](const UiContext& ui) {
        presses += button_ui(ui, "go", "Go", {.icon = Icon::check, .shortcut = "Enter"});
        dead += button_ui(ui, "off", "Off", {.disabled = true});
    };
    frames(2);
    click("go");
    EXPECT_EQ(presses, 1);
    probe.request_focus("go");
    frames(2);
    key(ImGuiKey_Space);
    EXPECT_EQ(presses, 2);
    click("off");
    EXPECT_EQ(dead, 0);
    EXPECT_TRUE(item("off").disabled);
}

TEST_F(Widgets, AChipIsPressedOrRemoved) {
    ChipResult seen;
    draw = [&](const UiContext& ui) {
        const ChipResult now =
            label_chip_ui(ui, "chip", {.text = "استرداد", .look = ChipLook::dashed, .key = "3", .removable = true});
        seen.pressed |= now.pressed;
        seen.removed |= now.removed;
    };
    frames(2);
    EXPECT_EQ(item("chip").label, "استرداد, suggested");
    click({item("chip").min.x + 12, middle("chip").y});
    EXPECT_TRUE(seen.pressed);
    EXPECT_FALSE(seen.removed);
    seen = {};
    click("chip/remove");
    EXPECT_TRUE(seen.removed);
    EXPECT_FALSE(seen.pressed);
}

TEST_F(Widgets, ChoicesChange) {
    int segment = 0, choice = 0;
    bool checked = false;
    const std::vector<std::string> choices = {"imported", "similarity", "shuffled"};
    draw = [&](const UiContext& ui) {
        const Segment segments[] = {{"label", "Label"}, {"topic", "Microtopic"}};
        segmented_ui(ui, "color", "Color by", segments, segment);
        check_box_ui(ui, "check", "Regex", checked);
        select_ui(ui, "order", "Order", choices, choice);
    };
    frames(2);
    click("color/topic");
    EXPECT_EQ(segment, 1);
    frame();
    EXPECT_EQ(item("color/topic").checked, Tri::yes);
    click("check");
    EXPECT_TRUE(checked);
    click("order");
    frames(2);
    EXPECT_EQ(item("order").expanded, Tri::yes);
    click("order/2");
    EXPECT_EQ(choice, 2);
    frames(2);
    EXPECT_EQ(item("order").value, "shuffled");
    EXPECT_FALSE(probe.find("order/2"));
}

TEST_F(Widgets, MenusOpenAndClose) {
    int opened = 0, deleted = 0;
    draw = [&](const UiContext& ui) {
        if (button_ui(ui, "file", "File", {.opens = true})) open_menu("file");
        if (!begin_menu_ui(ui, "file")) return;
        opened += menu_item_ui(ui, "file/open", "Open…", {.shortcut = "Ctrl+O"});
        deleted += menu_item_ui(ui, "file/delete", "Delete", {.disabled = true});
        end_menu_ui();
    };
    frames(2);
    click("file");
    frames(2);
    EXPECT_GT(item("file/open").min.y, item("file").max.y - 1);
    click("file/delete");
    EXPECT_EQ(deleted, 0);
    click("file/open");
    EXPECT_EQ(opened, 1);
    frames(2);
    EXPECT_FALSE(probe.find("file/open"));
}

TEST_F(Widgets, ASliderLeavesAloneWhatNobodyMoves) {
    float value = 0.333f;
    bool changed = false;
    draw = [&](const UiContext& ui) { changed |= slider_ui(ui, "slider", "Weight", 0, 1, value, {.step = 0.01f}); };
    frames(3);
    EXPECT_FALSE(changed);
    EXPECT_EQ(value, 0.333f);
}

TEST_F(Widgets, SlidersFollowPointerAndKeys) {
    float value = 0.5f, threshold = 0.2f;
    const std::vector<std::uint32_t> bins(50, 3);
    draw = [&](const UiContext& ui) {
        slider_ui(ui, "slider", "Weight", 0, 1, value, {.step = 0.1f});
        histogram_ui(ui, "histogram", "Similarity", bins, 0, 1, threshold);
    };
    frames(2);
    click("histogram");
    EXPECT_NEAR(threshold, 0.5f, 0.011f);
    probe.request_focus("slider");
    frames(2);
    key(ImGuiKey_RightArrow);
    EXPECT_NEAR(value, 0.6f, 1e-5f);
    EXPECT_TRUE(item("slider").focused);
    key(ImGuiKey_End);
    EXPECT_EQ(value, 1);
    key(ImGuiKey_RightArrow);
    EXPECT_EQ(value, 1);
    key(ImGuiKey_Home);
    EXPECT_EQ(value, 0);
    EXPECT_EQ(item("slider").now, 0);
}

TEST_F(Widgets, AnInputTakesTextAndSubmits) {
    std::string text;
    InputResult seen;
    draw = [&](const UiContext& ui) {
        const InputResult now = search_box_ui(ui, "find", "Find", text, {.hint = "Find"});
        seen.submitted |= now.submitted;
        seen.cancelled |= now.cancelled;
        seen.changed |= now.changed;
    };
    frames(2);
    click("find");
    type("a very long text that does not fit into the small buffer of a short string");
    EXPECT_TRUE(seen.changed);
    key(ImGuiKey_Enter);
    frame();
    EXPECT_TRUE(seen.submitted);
    EXPECT_EQ(text, "a very long text that does not fit into the small buffer of a short string");
    click("find/clear");
    EXPECT_EQ(text, "");
    seen = {};
    click("find");
    type("x");
    key(ImGuiKey_Escape);
    EXPECT_TRUE(seen.cancelled);
    EXPECT_EQ(text, "");
}

TEST_F(Widgets, ALongListDrawsOnlyWhatIsSeen) {
    int drawn = 0;
    std::int64_t pressed = -1, scroll_to = -1;
    draw = [&](const UiContext& ui) {
        drawn = 0;
        begin_scroll_ui(ui, "scroll");
        VirtualList rows(ui, "documents", "Documents", 1000000, 30, scroll_to);
        while (rows.next()) {
            ++drawn;
            if (rows.row_ui({.label = "row"}).pressed) pressed = rows.index();
        }
        end_scroll_ui();
    };
    frames(2);
    EXPECT_LT(drawn, 25);
    EXPECT_EQ(item("documents").count, 1000000);
    EXPECT_EQ(item("documents/3").position, 4);
    click("documents/3");
    EXPECT_EQ(pressed, 3);
    scroll_to = 500;
    frames(2);
    scroll_to = -1;
    frames(2);
    EXPECT_TRUE(probe.find("documents/500"));
    EXPECT_FALSE(probe.find("documents/3"));
    click("documents/500");
    EXPECT_EQ(pressed, 500);
}

TEST_F(Widgets, ATableSorts) {
    TableSort sort{1, true};
    TableEdges edges;
    const TableColumn columns[] = {{"name", "Name", -2}, {"size", "Size", 80, true}, {"mix", "Mix", -1, false, false}};
    draw = [&](const UiContext& ui) { table_header_ui(ui, "topics", columns, sort, edges); };
    frames(2);
    EXPECT_EQ(edges.width(1), 80);
    EXPECT_NEAR(edges.width(0), 2 * edges.width(2), 2);
    EXPECT_EQ(item("topics/size").value, "descending");
    click("topics/size");
    EXPECT_FALSE(sort.descending);
    click("topics/name");
    EXPECT_EQ(sort.column, 0);
    click("topics/mix");
    EXPECT_EQ(sort.column, 0);
}

TEST_F(Widgets, ProgressTellsAndCancels) {
    int cancelled = 0;
    draw = [&](const UiContext& ui) {
        cancelled += progress_row_ui(
            ui, "job", {.title = "Embedding", .unit = "texts", .done = 250, .total = 1000, .elapsed_s = 10});
    };
    frames(2);
    EXPECT_EQ(item("job").now, 25);
    EXPECT_FALSE(wish.now);
    click("job/cancel");
    EXPECT_EQ(cancelled, 1);
    in_frame([](const UiContext& ui) { progress_bar_ui(ui, "unknown", "Reading", -1); });
    EXPECT_LE(wish.within_s, 0.1);
    EXPECT_FALSE(item("unknown").now);
}

TEST_F(Widgets, AToastActsAndGoes) {
    ToastResult seen;
    after = [&](const UiContext& ui) {
        const Toast toasts[] = {{4, ToastKind::error, "It failed", "Undo", 9}};
        const ToastResult now = toasts_ui(ui, toasts, {400, 500});
        if (now.acted) seen.acted = now.acted;
        if (now.dismissed) seen.dismissed = now.dismissed;
    };
    frames(3);
    EXPECT_EQ(item("toast/4").role, Role::alert);
    click("toast/4/action");
    click("toast/4/dismiss");
    EXPECT_EQ(seen.acted, 4u);
    EXPECT_EQ(seen.dismissed, 4u);
}

TEST_F(Widgets, ATooltipComesAfterARestAndAsksForItsFrame) {
    draw = [](const UiContext& ui) { button_ui(ui, "go", "Go", {.tooltip = "Goes"}); };
    frames(2);
    const ImVec2 at = middle("go");
    ImGui::GetIO().AddMousePosEvent(at.x, at.y);
    frames(3);
    EXPECT_LT(wish.within_s, 1);
    const int before = ImGui::GetIO().MetricsRenderWindows;
    frames(60);
    EXPECT_GT(ImGui::GetIO().MetricsRenderWindows, before);
}

TEST_F(Widgets, AnEmptyStateOffersItsAction) {
    int acted = 0;
    draw = [&](const UiContext& ui) {
        acted +=
            empty_state_ui(ui, "empty", {.icon = Icon::tags, .title = "No labels", .text = "Add one", .action = "Add"});
    };
    frames(2);
    EXPECT_EQ(item("empty").label, "No labels. Add one");
    click("empty/action");
    EXPECT_EQ(acted, 1);
}

TEST_F(Widgets, F6GoesFromPanelToPanel) {
    after = [](const UiContext& ui) {
        panel_keys_ui();
        for (const int i : {0, 1}) {
            const std::string name = i == 0 ? "left" : "right";
            begin_panel_ui(ui, name, name, {static_cast<float>(i) * 400, 0}, {static_cast<float>(i) * 400 + 390, 600});
            button_ui(ui, name + "/go", "Go");
            end_panel_ui();
        }
    };
    draw = [](const UiContext&) {};
    frames(3);
    probe.request_focus("left/go");   // the scene's own window lies over the panels: no click reaches them
    frames(3);
    key(ImGuiKey_F6);
    frames(3);
    EXPECT_TRUE(item("right/go").focused);
    key(ImGuiKey_F6);
    frames(3);
    EXPECT_TRUE(item("left/go").focused);
}

}  // namespace
}  // namespace labelscape
