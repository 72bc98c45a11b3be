#include "ui/ui_probe.hpp"

#include "ui/probe_json.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/dialog.hpp"
#include "ui/widgets/text_input.hpp"
#include "ui/widgets/widget_scene.hpp"

namespace labelscape {
namespace {

class ProbeScene : public WidgetScene {};

TEST_F(ProbeScene, FindsOurWidgetsAndThoseOfDearImGui) {
    bool multi = true;
    draw = [&](const UiContext& ui) {
        button_ui(ui, "labels/add", "Add", {.shortcut = "N"});
        ImGui::Checkbox("Multi", &multi);
    };
    frames(2);
    EXPECT_EQ(item("labels/add").label, "Add");
    EXPECT_EQ(item("labels/add").shortcut, "N");
    EXPECT_EQ(item("scene/Multi").role, Role::checkbox);
    EXPECT_EQ(item("scene/Multi").checked, Tri::yes);
    click("scene/Multi");
    EXPECT_FALSE(multi);
}

TEST_F(ProbeScene, ActivatesByNameWithoutAPointer) {
    int presses = 0;
    std::string text;
    draw = [&](const UiContext& ui) {
        presses += button_ui(ui, "go", "Go");
        button_ui(ui, "off", "Off", {.disabled = true});
        text_input_ui(ui, "name", "Name", text);
    };
    frames(2);
    EXPECT_TRUE(probe.request_activate("go"));
    EXPECT_FALSE(probe.request_activate("nothing"));
    EXPECT_FALSE(probe.request_activate("off"));
    frames(4);
    EXPECT_EQ(presses, 1);

    EXPECT_TRUE(probe.request_activate("name"));
    frames(3);
    type("Größe 退款");
    frame();
    EXPECT_EQ(text, "Größe 退款");
    EXPECT_TRUE(item("name").focused);
    EXPECT_EQ(item("name").value, "Größe 退款");
}

TEST_F(ProbeScene, FocusGoesBothWays) {
    draw = [](const UiContext& ui) {
        button_ui(ui, "one", "One");
        button_ui(ui, "two", "Two");
    };
    frames(2);
    probe.request_focus("two");
    frames(2);
    EXPECT_TRUE(item("two").focused);
    key(ImGuiKey_UpArrow);
    frames(2);
    EXPECT_TRUE(item("one").focused);
    EXPECT_FALSE(item("two").focused);
}

TEST_F(ProbeScene, ADialogHidesWhatIsBehind) {
    bool open = true;
    draw = [](const UiContext& ui) { button_ui(ui, "behind", "Behind"); };
    after = [&](const UiContext& ui) {
        if (!open) return;
        const DialogResult dialog = begin_dialog_ui(ui, "ask", "Really?");
        const FooterButton buttons[] = {{"ask/yes", "Yes"}, {"ask/no", "No"}};
        const int pressed = dialog_footer_ui(ui, buttons);
        end_dialog_ui(ui);
        if (dialog.close_asked || pressed == 1) open = false;
    };
    frames(3);
    EXPECT_FALSE(probe.find("behind"));
    EXPECT_EQ(item("ask").role, Role::dialog);
    EXPECT_LT(item("ask/no").min.x, item("ask/yes").min.x);
    click("ask/no");
    frames(2);
    EXPECT_FALSE(open);
    EXPECT_TRUE(probe.find("behind"));
    open = true;
    frames(3);
    key(ImGuiKey_Escape);
    frames(2);
    EXPECT_FALSE(open);
}

TEST_F(ProbeScene, TheVersionGrowsOnlyWithChanges) {
    std::string label = "Go";
    draw = [&](const UiContext& ui) { button_ui(ui, "go", label); };
    frames(3);
    const std::uint64_t before = probe.version();
    frames(3);
    EXPECT_EQ(probe.version(), before);
    label = "Stop";
    frame();
    EXPECT_GT(probe.version(), before);
}

TEST_F(ProbeScene, EqualNamesAreToldApartAndHiddenPartsAreCutOff) {
    draw = [](const UiContext& ui) {
        ui.probe.add({.name = "twin", .min = {0, 0}, .max = {10, 10}});
        ui.probe.add({.name = "twin", .min = {790, 0}, .max = {900, 10}});
        ui.probe.add({.name = "outside", .min = {900, 0}, .max = {1000, 10}});
    };
    frame();
    EXPECT_TRUE(probe.find("twin"));
    EXPECT_LE(item("twin#2").max.x, 800);
    EXPECT_FALSE(probe.find("outside"));
}

TEST(ProbeJson, EscapesWhatPeopleWrite) {
    std::string out;
    append_json_string(out, "a\"b\\c\n\x01 é");
    EXPECT_EQ(out, "\"a\\\"b\\\\c\\u000a\\u0001 é\"");
    out.clear();
    append_json_string(out, "\xff");
    EXPECT_EQ(out, "\"\xEF\xBF\xBD\"");
}

TEST(ProbeJson, LeavesOutWhatSaysNothing) {
    const ProbeItem items[] = {{.name = "a/b", .label = "B", .min = {1, 2}, .max = {11, 22}},
                               {.name = "c", .role = Role::slider, .checked = Tri::no, .now = 0.5}};
    EXPECT_EQ(probe_json(items, 7, "a/"),
              R"({"version":7,"items":[{"name":"a/b","role":"button","label":"B","rect":[1,2,10,20]}]})");
    EXPECT_EQ(probe_json(items, 7, "c"),
              R"({"version":7,"items":[{"name":"c","role":"slider","rect":[0,0,0,0],"checked":false,"now":0.5}]})");
}

}  // namespace
}  // namespace labelscape
