#include "ui/text/line_ruler.hpp"

#include "ui/text/scripts.hpp"
#include "ui/widgets/widget_scene.hpp"

namespace labelscape {
namespace {

constexpr std::string_view k_texts[] = {
    "Refund not received after 14 days, please check the order\tagain and again.",
    "我在十四天后仍未收到退款，请检查订单。",
    "لم أستلم المبلغ المسترد بعد 14 يومًا من الطلب order 4512 يرجى التحقق",
    "Latin first, then שלום and Latin again",
    "family 👨‍👩‍👧‍👦 and flag 🇩🇪 and thumb 👍🏽 after",
    "order मुझे धनवापसी नहीं मिली today",
    "one line\n\nand after an empty one",
};

class TextPlaces : public WidgetScene {
protected:
    static TextStyle wrapped(float width) {
        TextStyle style;
        style.wrap_width = width;
        return style;
    }
    std::vector<TextBox> boxes(std::string_view what, const TextStyle& style, TextRange range) {
        return text->boxes(what, style, range, 0, 1e6f);
    }
    static ImVec2 at(const TextBox& box, float share) {
        return {box.min.x + (box.max.x - box.min.x) * share, (box.min.y + box.max.y) / 2};
    }
};

TEST_F(TextPlaces, EveryCharacterIsFoundWhereItStands) {
    in_frame([&](const UiContext&) {
        for (const std::string_view what : k_texts) {
            for (const float width : {90.0f, 200.0f, 2000.0f}) {
                const TextStyle style = wrapped(width);
                const TextLayout layout = lay_out(what, style, fonts, rasterizer);
                for (const TextLine& line : layout.lines) {
                    for (std::uint32_t byte = line.from; byte < line.to;) {
                        const TextRange one{byte, next_cluster(what, byte).to};
                        const auto found = boxes(what, style, one);
                        ASSERT_FALSE(found.empty()) << what << " at " << byte;
                        const TextHit left = text->hit(what, style, at(found[0], 0.2f)),
                                      right = text->hit(what, style, at(found[0], 0.8f));
                        EXPECT_EQ(left.character, one) << what << " at " << byte;
                        EXPECT_EQ(right.character, one) << what << " at " << byte;
                        // One half is its beginning, the other its end.
                        EXPECT_EQ(std::min(left.caret, right.caret), one.begin) << what;
                        EXPECT_EQ(std::max(left.caret, right.caret), one.end) << what;
                        byte = one.end;
                    }
                }
            }
        }
    });
}

TEST_F(TextPlaces, RightToLeftBeginsAtTheRight) {
    constexpr std::string_view what = "مبلغ 14 من";
    in_frame([&](const UiContext&) {
        const TextStyle style = wrapped(400);
        const auto first = boxes(what, style, {0, 2});
        ASSERT_EQ(first.size(), 1u);
        EXPECT_NEAR(first[0].max.x, 400, 1);
        EXPECT_EQ(text->hit(what, style, at(first[0], 0.9f)).caret, 0u);
        EXPECT_EQ(text->hit(what, style, at(first[0], 0.1f)).caret, 2u);
        const auto one = boxes(what, style, {9, 10}), four = boxes(what, style, {10, 11});
        EXPECT_LT(one[0].min.x, four[0].min.x);
        EXPECT_EQ(text->hit(what, style, at(one[0], 0.1f)).caret, 9u);
        EXPECT_EQ(text->hit(what, style, at(four[0], 0.9f)).caret, 11u);
        // From a letter to a digit: what is between them in the text stands apart on the line.
        EXPECT_EQ(boxes(what, style, {6, 10}).size(), 2u);
    });
}

TEST_F(TextPlaces, OutsideIsTheNearestPlace) {
    constexpr std::string_view what = "first line\nsecond\n\nlast";
    in_frame([&](const UiContext&) {
        const TextStyle style = wrapped(400);
        const float step = TextDrawer::line_height(style.size);
        EXPECT_EQ(text->hit(what, style, {60, -5}).caret, 0u);
        EXPECT_EQ(text->hit(what, style, {2, 100 * step}).caret, what.size());
        EXPECT_EQ(text->hit(what, style, {390, 0.5f * step}).caret, 10u);
        EXPECT_EQ(text->hit(what, style, {-20, 1.5f * step}).caret, 11u);
        const TextHit on_empty = text->hit(what, style, {30, 2.5f * step});
        EXPECT_EQ(on_empty.caret, 18u);
        EXPECT_EQ(on_empty.character, (TextRange{18, 18}));
    });
}

TEST_F(TextPlaces, BoxesCoverLinesAndShowBreaks) {
    constexpr std::string_view what = "first line\nsecond\n\nlast";
    in_frame([&](const UiContext&) {
        const TextStyle style = wrapped(400);
        const float step = TextDrawer::line_height(style.size);
        const auto all = boxes(what, style, {0, static_cast<std::uint32_t>(what.size())});
        // Four lines, and the three breaks between them.
        ASSERT_EQ(all.size(), 6u);
        EXPECT_FLOAT_EQ(all[1].min.x, all[0].max.x);
        for (const TextBox& box : all) EXPECT_FLOAT_EQ(box.max.y - box.min.y, step);
        EXPECT_TRUE(boxes(what, style, {4, 4}).empty());
        EXPECT_LT(text->boxes(what, style, {0, 23}, 0, 1).size(), all.size());
        EXPECT_TRUE(text->boxes(what, style, {0, 4}, 5 * step, 6 * step).empty());
    });
}

TEST_F(TextPlaces, AWholeLineNeedsNoQuestionToTheRasterizer) {
    constexpr std::string_view what = k_texts[2];
    in_frame([&](const UiContext&) {
        const TextStyle style = wrapped(2000);
        boxes(what, style, {0, 4});
        const int before = rasterizer.measured;
        EXPECT_EQ(boxes(what, style, {0, static_cast<std::uint32_t>(what.size())}).size(), 1u);
        EXPECT_EQ(rasterizer.measured, before);
    });
}

}  // namespace
}  // namespace labelscape
