#include "base/simd.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>

namespace labelscape::simd {
namespace {

TEST(Simd, ElementaryFunctionsAreAccurate) {
    for (float x = -125.5f; x < 126; x += 0.0371f) {
        const auto expected = static_cast<float>(std::exp2(static_cast<double>(x)));
        ASSERT_NEAR(exp2(splat(x))[1] / expected, 1.0f, 3e-7f) << x;
    }
    for (float x = 1e-30f; x < 1e30f; x *= 1.0173f) {
        const auto expected = static_cast<float>(std::log2(static_cast<double>(x)));
        ASSERT_NEAR(log2(splat(x))[2], expected, 2e-7f * (1 + std::fabs(expected))) << x;
    }
}

TEST(Simd, RoughPowerIsCloseEnoughForForces) {
    for (const float y : {0.4f, 0.895f, 1.5f}) {
        for (float x = 1e-9f; x < 1e8f; x *= 1.013f) {
            const auto expected =
                static_cast<float>(std::pow(static_cast<double>(x), static_cast<double>(y)));
            ASSERT_NEAR(rough_pow(splat(x), splat(y))[3] / expected, 1.0f, 3e-3f)
                << x << " ^ " << y;
        }
    }
}

TEST(Simd, LanesStayInPlace) {
    EXPECT_EQ(sum(I4{1, 20, 300, 4000}), 4321);
    EXPECT_EQ(sum(F4{1, 20, 300, 4000}), 4321.0f);
    const I4 all = sums(I4{1, 1, 1, 1}, I4{2, 0, 2, 0}, I4{0, 0, 0, 7}, I4{-1, 1, -5, 0});
    EXPECT_EQ(all[0], 4);
    EXPECT_EQ(all[1], 4);
    EXPECT_EQ(all[2], 7);
    EXPECT_EQ(all[3], -5);
    EXPECT_EQ(mask_bits(I4{0, -1, 0, -1}), 0b1010);
    EXPECT_EQ(min(F4{1, 5, -2, 0}, F4{3, 2, -3, 1})[2], -3.0f);
    EXPECT_EQ(max(F4{1, 5, -2, 0}, F4{3, 2, -3, 1})[1], 5.0f);
}

TEST(Simd, PairProductsAreExact) {
    const S8 a{1, -2, 300, -400, 32767, 32767, -32767, 5}, b{7, 8, 9, 10, 32767, 32767, 32767, -6};
    const I4 products = dot_pairs(a, b);
    EXPECT_EQ(products[0], 7 - 16);
    EXPECT_EQ(products[1], 2700 - 4000);
    EXPECT_EQ(products[2], 2 * 32767 * 32767);
    EXPECT_EQ(products[3], -32767 * 32767 - 30);
}

}  // namespace
}  // namespace labelscape::simd
