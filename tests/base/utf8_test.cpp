#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace labelscape {
namespace {

TEST(Utf8, EveryCodePointSurvivesARoundTrip) {
    for (char32_t code_point = 0; code_point <= 0x10ffff; ++code_point) {
        if (code_point >= 0xd800 && code_point <= 0xdfff) continue;
        std::string text;
        append_utf8(text, code_point);
        std::size_t at = 0;
        ASSERT_EQ(next_code_point(text, at), code_point);
        ASSERT_EQ(at, text.size());
    }
}

TEST(Utf8, RefusesIllFormedBytes) {
    for (const char* bad :
         {"\x80", "\xc0\xaf", "\xe0\x80\x80", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf8", "\xe2\x82"}) {
        EXPECT_FALSE(is_valid_utf8(bad)) << bad;
        EXPECT_TRUE(is_valid_utf8(to_valid_utf8(bad)));
    }
}

TEST(Utf8, RandomBytesBecomeValidAndCutsKeepCharacters) {
    Random random(3);
    for (int round = 0; round < 500; ++round) {
        std::string bytes;
        for (int i = 0; i < 40; ++i) bytes.push_back(static_cast<char>(random.below(256)));
        const std::string valid = to_valid_utf8(bytes);
        ASSERT_TRUE(is_valid_utf8(valid));
        for (std::size_t cut = 0; cut <= valid.size(); ++cut) {
            ASSERT_TRUE(is_valid_utf8(cut_utf8(valid, cut)));
        }
    }
}

}  // namespace
}  // namespace labelscape
