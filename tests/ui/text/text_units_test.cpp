#include "ui/text/text_units.hpp"

#include "ui/widgets/widget_scene.hpp"

namespace labelscape {
namespace {

std::string word(std::string_view text, std::string_view part) {
    BoxRasterizer rasterizer;
    const TextRange range = word_around(text, static_cast<std::uint32_t>(text.find(part)), rasterizer);
    return std::string(text.substr(range.begin, range.end - range.begin));
}

TEST(WordAround, TakesWordsWithWhatIsInsideThem) {
    EXPECT_EQ(word("the card payment failed", "payment"), "payment");
    EXPECT_EQ(word("the card payment failed", "ment"), "payment");
    EXPECT_EQ(word("it isn't mine", "n't"), "isn't");
    EXPECT_EQ(word("it isn’t mine", "’"), "isn’t");
    EXPECT_EQ(word("costs 39.90, not 40", "9.90"), "39.90");
    EXPECT_EQ(word("one. Two", "."), ".");
    EXPECT_EQ(word("one   two", " "), "   ");
    EXPECT_EQ(word("المبلغ المسترد بعد", "لمسترد"), "المسترد");
    EXPECT_EQ(word("thanks 👨‍👩‍👧😀", "👨"), "👨‍👩‍👧");
    EXPECT_EQ(word("Größe, café", "ß"), "Größe");
    EXPECT_EQ(word("café\u0301s and", "caf"), "café\u0301s");
}

TEST(WordAround, AsksWhereNoSpacesStand) {
    // The test's rasterizer breaks after nine bytes.
    EXPECT_EQ(word("我在十四天后仍未收到退款", "天"), "四天后");
    EXPECT_EQ(word("我在十四天后仍未收到退款", "十"), "我在十");
    EXPECT_EQ(word("see 我在十四天后 now", "see"), "see");
}

TEST(WordAround, AnyPlaceOfAnyBytesIsSafe) {
    BoxRasterizer rasterizer;
    const std::string bytes = "a\xff\xfe b\xe6\x88\n\xf0\x9f";
    for (std::uint32_t at = 0; at <= bytes.size() + 2; ++at) {
        const TextRange range = word_around(bytes, at, rasterizer);
        EXPECT_LE(range.begin, range.end);
        EXPECT_LE(range.end, bytes.size());
    }
    EXPECT_EQ(word_around("", 0, rasterizer), (TextRange{0, 0}));
}

TEST(ParagraphAround, StandsBetweenLineBreaks) {
    constexpr std::string_view text = "one two\n\nthree";
    EXPECT_EQ(paragraph_around(text, 4), (TextRange{0, 7}));
    EXPECT_EQ(paragraph_around(text, 7), (TextRange{0, 7}));
    EXPECT_EQ(paragraph_around(text, 8), (TextRange{8, 8}));
    EXPECT_EQ(paragraph_around(text, 9), (TextRange{9, 14}));
    EXPECT_EQ(paragraph_around(text, 99), (TextRange{9, 14}));
}

}  // namespace
}  // namespace labelscape
