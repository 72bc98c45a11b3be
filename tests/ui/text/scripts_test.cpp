#include "ui/text/scripts.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace labelscape {
namespace {

std::vector<std::string> clusters(std::string_view text) {
    std::vector<std::string> found;
    for (std::size_t at = 0; at < text.size();) {
        const Cluster cluster = next_cluster(text, at);
        found.emplace_back(text.substr(cluster.from, cluster.to - cluster.from));
        at = cluster.to;
    }
    return found;
}

Drawing drawing(std::string_view text) { return next_cluster(text, 0).drawing; }

TEST(Scripts, TellWhatNeedsShaping) {
    for (const char* simple : {"a", "é", "ß", "Ω", "ж", "ế", "€", "中", "あ", "한", "😀", "№", "ა", "Ա"}) {
        EXPECT_EQ(drawing(simple), Drawing::simple) << simple;
    }
    for (const char* shaped : {"ع", "ש", "म", "ก", "ব", "த", "က", "ខ", "ༀ", "e\u0301", "👍🏽", "🇩🇪", "❤️", "👨‍👩‍👧"}) {
        EXPECT_EQ(drawing(shaped), Drawing::shaped) << shaped;
    }
}

TEST(Scripts, KeepCharactersTogether) {
    EXPECT_EQ(clusters("e\u0301x"), (std::vector<std::string>{"e\u0301", "x"}));
    EXPECT_EQ(clusters("👍🏽👨‍👩‍👧"), (std::vector<std::string>{"👍🏽", "👨‍👩‍👧"}));
    EXPECT_EQ(clusters("🇩🇪🇫🇷"), (std::vector<std::string>{"🇩🇪", "🇫🇷"}));
}

TEST(Scripts, ClustersCoverAnyBytes) {
    std::string bytes;
    std::uint32_t state = 7;
    for (int i = 0; i < 20000; ++i) {
        state = state * 1664525u + 1013904223u;
        bytes += static_cast<char>(state >> 24);
    }
    std::size_t at = 0;
    while (at < bytes.size()) {
        const Cluster cluster = next_cluster(bytes, at);
        ASSERT_EQ(cluster.from, at);
        ASSERT_GT(cluster.to, at);
        ASSERT_LE(cluster.to, bytes.size());
        at = cluster.to;
    }
}

TEST(Scripts, KnowDirections) {
    EXPECT_TRUE(is_rtl(U'ع'));
    EXPECT_TRUE(is_rtl(U'ש'));
    EXPECT_FALSE(is_rtl(U'a'));
    EXPECT_FALSE(is_rtl(U'٣'));
    EXPECT_TRUE(is_strong_ltr(U'a'));
    EXPECT_TRUE(is_strong_ltr(U'中'));
    EXPECT_FALSE(is_strong_ltr(U'7'));
}

TEST(Scripts, BreakChineseButNotBeforeItsFullStop) {
    EXPECT_TRUE(can_break_between(U'退', U'款'));
    EXPECT_FALSE(can_break_between(U'款', U'。'));
    EXPECT_FALSE(can_break_between(U'「', U'至'));
    EXPECT_FALSE(can_break_between(U'a', U'b'));
    EXPECT_TRUE(can_break_between(U'-', U'b'));
    EXPECT_FALSE(can_break_between(U'환', U'불'));
}

}  // namespace
}  // namespace labelscape
