#include "base/hash_index.hpp"

#include <gtest/gtest.h>

#include <unordered_map>

#include "base/random.hpp"

namespace labelscape {
namespace {

std::vector<std::uint32_t> all(const HashIndex& index, std::uint64_t hash) {
    std::vector<std::uint32_t> found;
    index.for_each(hash, [&](std::uint32_t number) { found.push_back(number); });
    return found;
}

TEST(HashIndex, KnowsNothingAtFirst) {
    const HashIndex index;
    EXPECT_EQ(index.find(0), nullptr);
    EXPECT_TRUE(all(index, 7).empty());
}

/// Hashes of few and of many different values, near each other, so that runs of slots wrap around the end.
TEST(HashIndex, AgreesWithAMapOfListsInTheOrderOfAdding) {
    for (const std::uint64_t different : {3u, 50u, 5000u}) {
        HashIndex index;
        std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> expected;
        for (std::uint32_t i = 0; i < 3000; ++i) {
            const std::uint64_t hash = ~std::uint64_t{0} - mix_bits(i) % different;
            if (mix_bits(i + 1) % 3 == 0) {
                const auto [number, added] = index.try_add(hash, i);
                EXPECT_EQ(added, expected[hash].empty());
                if (added) expected[hash].push_back(i);
                EXPECT_EQ(*number, expected[hash].front());
            } else {
                index.add(hash, i);
                expected[hash].push_back(i);
            }
        }
        std::size_t entries = 0;
        for (const auto& [hash, numbers] : expected) {
            entries += numbers.size();
            EXPECT_EQ(all(index, hash), numbers);
            ASSERT_NE(index.find(hash), nullptr);
            EXPECT_EQ(*index.find(hash), numbers.front());
        }
        EXPECT_EQ(index.size(), entries);
        EXPECT_EQ(index.find(12345), nullptr);
    }
}

TEST(HashIndex, AnEntryCanBeReplacedInPlace) {
    HashIndex index;
    *index.try_add(5, 1).first = 2;
    EXPECT_EQ(*index.find(5), 2u);
}

}  // namespace
}  // namespace labelscape
