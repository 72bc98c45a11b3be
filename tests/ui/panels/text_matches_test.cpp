#include "ui/panels/text_matches.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

FilterChip chip_of(std::string kind, std::string value, bool negated = false) {
    FilterChip chip;
    chip.kind = std::move(kind);
    chip.value = std::move(value);
    chip.negated = negated;
    return chip;
}

TEST(TextMatches, JoinsSearchAndChips) {
    const std::string text = "A refund, please: REFUND 42";
    const Filter filter = {chip_of("regex", "fund|\\d+"), chip_of("text", "please", true)};
    const std::vector<ByteRange> wanted = {{2, 8}, {18, 24}, {25, 27}};
    EXPECT_EQ(find_matches(text, "refund", filter), wanted);
    EXPECT_TRUE(find_matches(text, "", {}).empty());
}

TEST(TextMatches, AnInvalidExpressionMarksNothingAndSaysWhy) {
    EXPECT_TRUE(find_matches("((", "", {chip_of("regex", "(")}).empty());
    EXPECT_NE(regex_error("("), "");
    EXPECT_EQ(regex_error("(a)"), "");
}

}  // namespace
}  // namespace labelscape
