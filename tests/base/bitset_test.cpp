#include "base/bitset.hpp"

#include <gtest/gtest.h>

#include <set>

#include "base/random.hpp"

namespace labelscape {
namespace {

TEST(Bitset, AgreesWithASetOfNumbers) {
    Random random(7);
    for (const std::uint32_t size : {1u, 63u, 64u, 65u, 1000u}) {
        Bitset a(size), b(size);
        std::set<std::uint32_t> in_a, in_b;
        for (std::uint32_t i = 0; i < size / 2; ++i) {
            const auto x = random.below(size), y = random.below(size);
            a.set(x), in_a.insert(x);
            b.set(y), in_b.insert(y);
        }
        EXPECT_EQ(a.count(), in_a.size());
        const auto members = a.members();
        EXPECT_TRUE(std::equal(members.begin(), members.end(), in_a.begin(), in_a.end()));
        Bitset both = a, either = a, only_a = a;
        both &= b, either |= b, only_a -= b;
        for (std::uint32_t i = 0; i < size; ++i) {
            EXPECT_EQ(both.test(i), in_a.contains(i) && in_b.contains(i));
            EXPECT_EQ(either.test(i), in_a.contains(i) || in_b.contains(i));
            EXPECT_EQ(only_a.test(i), in_a.contains(i) && !in_b.contains(i));
            EXPECT_EQ(a.complement().test(i), !in_a.contains(i));
        }
        EXPECT_EQ(a.complement().count() + a.count(), size);
    }
}

TEST(Bitset, ShrinkingForgetsWhatIsCutOff) {
    Bitset set(100);
    set.set_all();
    set.resize(10);
    set.resize(100);
    EXPECT_EQ(set.count(), 10u);
}

}  // namespace
}  // namespace labelscape
