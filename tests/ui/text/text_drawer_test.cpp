#include "ui/text/text_drawer.hpp"

#include "ui/text/text_layout.hpp"
#include "ui/widgets/widget_scene.hpp"

namespace labelscape {
namespace {

constexpr std::string_view k_latin = "Refund not received after 14 days, please check the order again and again.";
constexpr std::string_view k_arabic = "لم أستلم المبلغ المسترد بعد 14 يومًا من الطلب order 4512 يرجى التحقق";
constexpr std::string_view k_thai = "ฉันยังไม่ได้รับเงินคืนหลังจากสั่งซื้อสินค้า";
constexpr std::string_view k_chinese = "我在十四天后仍未收到退款，请检查订单。";
constexpr std::string_view k_mixed = "order मुझे धनवापसी नहीं मिली today";

class TextDrawing : public WidgetScene {
protected:
    TextLayout layout(std::string_view what, TextStyle style = {}) {
        TextLayout result;
        in_frame([&](const UiContext&) { result = lay_out(what, style, fonts, rasterizer); });
        return result;
    }
    static TextStyle wrapped(float width, int max_lines = 0) {
        TextStyle style;
        style.wrap_width = width;
        style.max_lines = max_lines;
        return style;
    }
    static TextStyle one_line(float width) {
        TextStyle style;
        style.max_width = width;
        return style;
    }
};

TEST_F(TextDrawing, LatinNeverAsksTheRasterizer) {
    layout("");   // fallback and ellipsis of the fonts
    const int before = rasterizer.measured;
    layout(k_latin, wrapped(200));
    layout("Größe, Ελληνικά, Кириллица, Tiếng Việt – €39.90", wrapped(120));
    EXPECT_EQ(rasterizer.measured, before);
}

TEST_F(TextDrawing, LinesCoverTheTextAndFit) {
    for (const std::string_view what : {k_latin, k_arabic, k_thai, k_chinese, k_mixed}) {
        for (const float width : {60.0f, 97.0f, 200.0f, 1000.0f}) {
            const TextLayout made = layout(what, wrapped(width));
            std::uint32_t at = 0;
            for (const TextLine& line : made.lines) {
                EXPECT_EQ(what.substr(at, line.from - at).find_first_not_of(' '), std::string_view::npos);
                EXPECT_LE(line.width, width + 0.5f) << what << " at " << width;
                EXPECT_GT(line.to, line.from);
                at = line.to;
            }
            EXPECT_EQ(at, what.size());
            EXPECT_FALSE(made.cut);
        }
    }
}

TEST_F(TextDrawing, LineBreaksStand) {
    EXPECT_EQ(layout("").lines.size(), 1u);
    EXPECT_EQ(layout("a\n\nb").lines.size(), 3u);
    EXPECT_EQ(layout("a\n").lines.size(), 2u);
    EXPECT_EQ(layout("a\nb", one_line(100)).lines.size(), 1u);
}

TEST_F(TextDrawing, WhatIsTooLongEndsInAnEllipsis) {
    for (const std::string_view what : {k_latin, k_arabic, k_chinese, k_mixed}) {
        const TextLayout line = layout(what, one_line(90));
        ASSERT_EQ(line.lines.size(), 1u);
        EXPECT_TRUE(line.cut);
        EXPECT_LE(line.width, 90.5f) << what;
        EXPECT_TRUE(line.pieces.back().ellipsis);
        const TextLayout block = layout(what, wrapped(60, 2));
        EXPECT_EQ(block.lines.size(), 2u);
        EXPECT_TRUE(block.cut);
        EXPECT_LE(block.width, 60.5f) << what;
    }
    EXPECT_FALSE(layout(k_latin, one_line(2000)).cut);
    EXPECT_FALSE(layout("two\nlines", wrapped(90, 2)).cut);
    EXPECT_TRUE(layout("three\nlines\nhere", wrapped(90, 2)).cut);
}

TEST_F(TextDrawing, ALineWithRightToLeftTextIsOneRun) {
    const TextLayout made = layout(k_arabic);
    ASSERT_EQ(made.pieces.size(), 1u);
    EXPECT_TRUE(made.pieces[0].by_rasterizer);
    EXPECT_TRUE(made.lines[0].rtl);
    EXPECT_FALSE(layout("Latin first, then שלום").lines[0].rtl);
}

TEST_F(TextDrawing, ShapedWordsBetweenLatinAreOneRun) {
    const TextLayout made = layout(k_mixed);
    ASSERT_EQ(made.pieces.size(), 3u);
    EXPECT_FALSE(made.pieces[0].by_rasterizer);
    EXPECT_TRUE(made.pieces[1].by_rasterizer);
    EXPECT_EQ(run_text(k_mixed, made.pieces[1]), "मुझे धनवापसी नहीं मिली");
    EXPECT_FLOAT_EQ(made.pieces[2].x, made.pieces[0].width + made.pieces[1].width);
}

TEST_F(TextDrawing, ThaiBreaksAtItsWords) {
    for (const TextLine& line : layout(k_thai, wrapped(60)).lines) EXPECT_EQ(line.from % 9, 0u);
}

TEST_F(TextDrawing, LayoutsAndPicturesAreKept) {
    const auto page = [](const UiContext& ui) {
        ui.text.draw(*ImGui::GetWindowDrawList(), {0, 0}, k_arabic, {});
        ui.text.draw(*ImGui::GetWindowDrawList(), {0, 40}, k_latin, {});
    };
    in_frame(page);
    const TextDrawer::Counts first = text->counts();
    frames(5);
    EXPECT_EQ(text->counts().laid_out, first.laid_out);
    EXPECT_EQ(text->counts().rasterized, first.rasterized);
    EXPECT_EQ(first.rasterized, 1u);
    pixel_ratio = 2;
    frame();
    EXPECT_EQ(text->counts().rasterized, 2u);
}

TEST_F(TextDrawing, OnlyVisibleLinesAreDrawn) {
    std::string many;
    for (int i = 0; i < 3000; ++i) many += "سطر " + std::to_string(i) + "\n";
    in_frame([&](const UiContext& ui) { ui.text.draw(*ImGui::GetWindowDrawList(), {0, -20000}, many, {}); });
    EXPECT_GT(text->counts().rasterized, 10u);
    EXPECT_LT(text->counts().rasterized, 60u);
}

TEST_F(TextDrawing, TheAtlasForgetsWhatIsNotSeen) {
    std::vector<std::string> texts;
    for (int i = 0; i < 4000; ++i)
        texts.push_back("نص طويل إلى حد ما لكي يأخذ مكانا كبيرا في الصورة رقم " + std::to_string(i));
    for (int page = 0; page < 200; ++page) {
        in_frame([&](const UiContext& ui) {
            for (int i = 0; i < 20; ++i) {
                ui.text.draw(*ImGui::GetWindowDrawList(), {0, static_cast<float>(i) * 25},
                             texts[static_cast<std::size_t>(page * 20 + i)], {});
            }
            // Always seen, so never thrown out.
            ui.text.draw(*ImGui::GetWindowDrawList(), {0, 550}, k_arabic, {});
        });
    }
    EXPECT_EQ(text->counts().rasterized, 4001u);
    EXPECT_LT(text->counts().pictures, 2000u);
}

TEST_F(TextDrawing, EmojiKeepTheirColorsBesideColoredLetters) {
    TextStyle style;
    style.color = IM_COL32(0, 128, 0, 255);
    in_frame([&](const UiContext& ui) { ui.text.draw(*ImGui::GetWindowDrawList(), {0, 0}, "شكرا 😀", style); });
    // Once in white to find the colors, once with the letters in theirs.
    EXPECT_EQ(text->counts().rasterized, 2u);
}

TEST_F(TextDrawing, AnyBytesAreDrawn) {
    std::uint32_t state = 3;
    for (int round = 0; round < 30; ++round) {
        std::string bytes;
        for (int i = 0; i < 300; ++i) {
            state = state * 1664525u + 1013904223u;
            bytes += static_cast<char>(state >> 24);
        }
        in_frame([&](const UiContext& ui) {
            ui.text.draw(*ImGui::GetWindowDrawList(), {0, 0}, bytes, wrapped(100));
            ui.text.draw(*ImGui::GetWindowDrawList(), {0, 0}, bytes, one_line(100));
            ui.text.draw(*ImGui::GetWindowDrawList(), {0, 0}, bytes, wrapped(3, 4));
        });
    }
}

}  // namespace
}  // namespace labelscape
