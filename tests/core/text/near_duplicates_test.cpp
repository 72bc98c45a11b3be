#include "core/text/near_duplicates.hpp"

#include <gtest/gtest.h>

#include <string>

#include "base/parallel_for.hpp"
#include "core/topics/support.hpp"

namespace labelscape {
namespace {

constexpr auto k_alone = DuplicateGroups::k_no_group;

NearDuplicates run(const std::vector<std::string>& owned) {
    const std::vector<std::string_view> texts(owned.begin(), owned.end());
    NearDuplicates duplicates{Texts(texts)};
    EXPECT_EQ(duplicates.step({}), Step::done);
    return duplicates;
}

std::string random_sentence(Random& random, int words) {
    std::string text;
    for (int i = 0; i < words; ++i) {
        for (std::uint32_t n = 2 + random.below(7); n > 0; --n)
            text.push_back(static_cast<char>('a' + random.below(26)));
        text.push_back(' ');
    }
    return text;
}

TEST(NearDuplicates, ExactOnesDifferInCaseAndSpaceOnly) {
    const auto duplicates = run(
        {"Where is my card?", "where  is MY card? ", "Where is my car?", "", " ", "Other text"});
    EXPECT_EQ(duplicates.exact().group_of,
              (std::vector<std::int32_t>{0, 0, k_alone, k_alone, k_alone, k_alone}));
    EXPECT_EQ(duplicates.exact().group_count, 1);
    EXPECT_EQ(normalized_hash("A  b\n"), normalized_hash("a B"));
    EXPECT_NE(normalized_hash("ab"), normalized_hash("a b"));
}

TEST(NearDuplicates, FindsSmallChangesAndNothingElse) {
    Random random(1);
    std::vector<std::string> texts;
    for (int i = 0; i < 400; ++i) {
        const std::string text = random_sentence(random, 14);
        texts.push_back(text);
        texts.push_back(text + (i % 2 == 0 ? "!" : "x"));
    }
    const auto near = run(texts).near();
    int found = 0;
    for (std::size_t i = 0; i < texts.size(); i += 2) {
        found += near.group_of[i] != k_alone && near.group_of[i] == near.group_of[i + 1];
        for (std::size_t j = 0; j < i; ++j) {
            ASSERT_FALSE(near.group_of[i] != k_alone && near.group_of[i] == near.group_of[j]);
        }
    }
    EXPECT_GE(found, 398);
    EXPECT_EQ(near.group_count, found);
}

TEST(NearDuplicates, LargeGroupsAndAllScripts) {
    std::vector<std::string> texts(3000, "The same line again and again");
    texts.push_back("我的银行卡还没有收到请问什么时候可以收到呢");
    texts.push_back("我的银行卡还没有收到请问什么时候可以收到呢？");
    texts.push_back("\xff\xfe");
    const auto near = run(texts).near();
    EXPECT_EQ(near.group_count, 2);
    EXPECT_EQ(near.group_of[2999], 0);
    EXPECT_EQ(near.group_of[3001], 1);
    EXPECT_EQ(near.group_of[3002], k_alone);
}

TEST(NearDuplicates, DoesNotDependOnWorkersOrSlices) {
    Random random(2);
    std::vector<std::string> owned;
    for (int i = 0; i < 1500; ++i) {
        owned.push_back(i > 0 && random.below(3) == 0
                            ? owned[random.below(static_cast<std::uint32_t>(i))] + "."
                            : random_sentence(random, 10));
    }
    const std::vector<std::string_view> texts(owned.begin(), owned.end());
    const int all = parallel_workers();
    set_parallel_workers(1);
    const auto alone = run(owned).near().group_of;
    set_parallel_workers(all);
    EXPECT_EQ(run(owned).near().group_of, alone);
    NearDuplicates sliced{Texts(texts)};
    EXPECT_GT(test::run_in_slices(sliced), 10);
    EXPECT_EQ(sliced.near().group_of, alone);
    EXPECT_EQ(sliced.progress(), 1);
}

TEST(NearDuplicates, NothingIsNoTrouble) {
    EXPECT_EQ(run({}).near().group_count, 0);
}

}  // namespace
}  // namespace labelscape
