#include "core/text/alike_names.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

TEST(AlikeNames, KeysSayWhatAReaderSees) {
    for (const char* name :
         {"größe xl", "Größe XL", " GRÖSSE", "Größe\u00a0XL", "Gro\u0308ße  XL", "Grö\u200bße XL\ufeff"}) {
        EXPECT_EQ(alike_key(name) == alike_key("Größe XL"), std::string_view(name) != " GRÖSSE") << name;
    }
    EXPECT_NE(alike_key("Grosse XL"), alike_key("Größe XL"));
    EXPECT_EQ(alike_key("\u1112\u1161\u11ab"), alike_key("한"));
    EXPECT_EQ(alike_key("e\u0323\u0302"), alike_key("ệ")) << "two marks, one after the other";
    EXPECT_EQ(alike_key("は\u3099"), alike_key("ば"));
}

TEST(AlikeNames, GroupsKeepTheirOrder) {
    const auto groups = find_alike_names({"Refund", "bug", "refund", "Bug ", "docs", "bug"});
    ASSERT_EQ(groups.size(), 2u);
    EXPECT_EQ(groups[0], (std::vector<std::string>{"Refund", "refund"}));
    EXPECT_EQ(groups[1], (std::vector<std::string>{"bug", "Bug "}));
}

}  // namespace
}  // namespace labelscape
