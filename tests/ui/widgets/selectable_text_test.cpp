#include "ui/widgets/selectable_text.hpp"

#include "ui/text/text_ui.hpp"
#include "ui/widgets/widget_scene.hpp"

namespace labelscape {
namespace {

class SelectableTextTest : public WidgetScene {
protected:
    void SetUp() override {
        draw = [this](const UiContext& ui) {
            style = body(ui);
            style.wrap_width = 300;
            searches += widget.draw_ui(ui, "text", shown, what, style, {.copy_key = "Ctrl+C"});
            ImGui::Dummy({300, 200});
        };
        rest();
    }
    const std::string& selected() { return item("text").value; }
    /// The left edge, or with `after` the right one, of the first place of `part`.
    ImVec2 place(std::string_view part, bool after = false) {
        const auto from = static_cast<std::uint32_t>(what.find(part));
        const auto boxes = text->boxes(what, style, {from, from + static_cast<std::uint32_t>(part.size())}, 0, 1e6f);
        const TextBox& box = after ? boxes.back() : boxes.front();
        const ImVec2 corner = item("text").min;
        return {corner.x + (after ? box.max.x - 1 : box.min.x + 1), corner.y + (box.min.y + box.max.y) / 2};
    }
    void drag(ImVec2 from, ImVec2 to) {
        move_to(from);
        press();
        move_to(to);
        release();
        rest();
    }
    void presses(ImVec2 at, int count) {
        move_to(at);
        for (int i = 0; i < count; ++i) {
            press();
            release();
        }
    }
    void choose(const char* entry) {
        press(1);
        release(1);
        frames(2);
        click(entry);
        frames(2);
    }

    SelectableText widget;
    TextStyle style;
    std::string what =
        "The refund isn't here after 14 days.\nPlease check the order again and tell me what to do about it, thank "
        "you.\nBye";
    std::uint64_t shown = 1;
    int searches = 0;
};

TEST_F(SelectableTextTest, DragsInBothDirections) {
    drag(place("refund"), place("here", true));
    EXPECT_EQ(selected(), "refund isn't here");
    drag(place("here", true), place("refund"));
    EXPECT_EQ(selected(), "refund isn't here");
    frames(5);
    EXPECT_EQ(selected(), "refund isn't here");
    drag(place("days"), place("check", true));
    EXPECT_EQ(selected(), "days.\nPlease check");
}

TEST_F(SelectableTextTest, TakesWholeCharacters) {
    what = "family 👨‍👩‍👧‍👦 after";
    shown = 2;
    frames(2);
    drag(place("👨‍👩‍👧‍👦"), place("👨‍👩‍👧‍👦", true));
    EXPECT_EQ(selected(), "👨‍👩‍👧‍👦");
    what = "لم أستلم المبلغ بعد";
    shown = 3;
    frames(2);
    const ImVec2 right_of_first{item("text").max.x - 1, item("text").min.y + 5};
    drag(right_of_first, {item("text").max.x - 2 * 0.6f * style.size / k_line_per_em, right_of_first.y});
    EXPECT_EQ(selected(), "لم");
}

TEST_F(SelectableTextTest, DoubleAndTriplePresses) {
    presses(place("isn't", true), 2);
    EXPECT_EQ(selected(), "isn't");
    rest();
    presses(place("order"), 3);
    EXPECT_EQ(selected(), "Please check the order again and tell me what to do about it, thank you.");
    rest();
    move_to(place("14"));
    press();
    release();
    press();
    move_to(place("check"));
    release();
    EXPECT_EQ(selected(), "14 days.\nPlease check");
}

TEST_F(SelectableTextTest, ShiftExtends) {
    presses(place("here"), 1);
    EXPECT_EQ(selected(), "");
    rest();
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    presses(place("days", true), 1);
    EXPECT_EQ(selected(), "here after 14 days");
    rest();
    presses(place("refund"), 1);
    EXPECT_EQ(selected(), "refund isn't ");
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    frame();
}

TEST_F(SelectableTextTest, EndsWithEscapeAPressElsewhereOrAnotherText) {
    const auto select = [&] {
        presses(place("refund"), 2);
        rest();
        ASSERT_EQ(selected(), "refund");
    };
    select();
    bool escape_left = false;
    after = [&](const UiContext&) { escape_left = escape_left || ImGui::IsKeyPressed(ImGuiKey_Escape, false); };
    key(ImGuiKey_Escape);
    EXPECT_EQ(selected(), "");
    EXPECT_FALSE(escape_left);
    key(ImGuiKey_Escape);
    EXPECT_TRUE(escape_left);
    select();
    click(ImVec2{700, 500});
    EXPECT_EQ(selected(), "");
    select();
    shown = 9;
    frame();
    EXPECT_EQ(selected(), "");
}

TEST_F(SelectableTextTest, TheMenuCopiesSelectsAllAndSearches) {
    presses(place("refund"), 2);
    rest();
    choose("text/copy");
    EXPECT_STREQ(ImGui::GetClipboardText(), "refund");
    EXPECT_EQ(selected(), "refund");
    move_to(place("order"));
    choose("text/search");
    EXPECT_EQ(selected(), "order");
    EXPECT_EQ(searches, 1);
    move_to(place("order"));
    choose("text/select-all");
    EXPECT_EQ(selected(), what);
    // Escape leaves the menu first.
    move_to(place("order"));
    press(1);
    release(1);
    frames(2);
    EXPECT_TRUE(probe.find("text/menu"));
    key(ImGuiKey_Escape);
    frames(2);
    EXPECT_FALSE(probe.find("text/menu"));
    EXPECT_EQ(selected(), what);
}

TEST_F(SelectableTextTest, TheWindowFollowsADragOverItsEdge) {
    for (int i = 0; i < 200; ++i) what += "\nline " + std::to_string(i);
    draw = [this](const UiContext& ui) {
        style = body(ui);
        style.wrap_width = 300;
        ImGui::BeginChild("scroll", {400, 200});
        widget.draw_ui(ui, "text", 5, what, style);
        ImGui::EndChild();
    };
    rest();
    move_to(place("refund"));
    press();
    ImGui::GetIO().AddMousePosEvent(100, 260);
    frames(120);
    release();
    EXPECT_GT(selected().size(), 600u);
}

TEST_F(SelectableTextTest, ThePointerSaysThatTextCanBeSelected) {
    move_to(place("refund"));
    EXPECT_EQ(ImGui::GetMouseCursor(), ImGuiMouseCursor_TextInput);
    move_to({700, 500});
    EXPECT_EQ(ImGui::GetMouseCursor(), ImGuiMouseCursor_Arrow);
}

}  // namespace
}  // namespace labelscape
