#include "core/vec/vectors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "core/vec/cosine.hpp"
#include "core/vec/mixture.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {
namespace {

TEST(Vectors, DotAgreesWithDoubleForEveryLength) {
    Random random(3);
    for (std::int32_t length = 0; length < 70; ++length) {
        std::vector<float> a(length), b(length);
        double expected = 0;
        for (std::int32_t i = 0; i < length; ++i) {
            a[i] = bell(random);
            b[i] = bell(random);
            expected += static_cast<double>(a[i]) * static_cast<double>(b[i]);
        }
        EXPECT_NEAR(dot(a.data(), b.data(), length), expected, 1e-4) << length;
    }
}

TEST(Vectors, NormalizeMakesLengthOneOrZero) {
    Matrix m(6, 3);
    m.data = {3,      0,
              4,      0,
              0,      0,
              1e-30f, 1e-30f,
              0,      1e30f,
              -1e30f, 0,
              1,      std::nanf(""),
              0,      std::numeric_limits<float>::infinity(),
              1,      1};
    normalize_rows(m);
    EXPECT_FLOAT_EQ(m.row(0)[0], 0.6f);
    EXPECT_FLOAT_EQ(m.row(0)[2], 0.8f);
    for (const std::int32_t row : {1, 4, 5}) EXPECT_TRUE(is_zero_row(m.row(row), 3)) << row;
    for (const std::int32_t row : {2, 3})
        EXPECT_NEAR(dot(m.row(row), m.row(row), 3), 1.0f, 1e-6f) << row;
}

TEST(ShortRows, ProductsAreCloseToCosines) {
    for (const std::int32_t columns : {1, 7, 8, 31, 256}) {
        const Mixture mixture = make_mixture(23, columns, 3);
        const UnitRows vectors = mixture.rows();
        const ShortRows rows = short_rows(vectors);
        for (std::int32_t i = 0; i < 23; ++i) {
            for (std::int32_t j = 0; j < 23; ++j) {
                EXPECT_NEAR(cosine_of(short_dot(rows.row(i), rows.row(j), rows.stride())),
                            cosine(vectors, i, j), 2e-4f);
            }
        }
    }
}

TEST(ShortRows, FourAtATimeGiveTheSameProducts) {
    const Mixture mixture = make_mixture(11, 40, 2);
    const ShortRows rows = short_rows(mixture.rows());
    std::int32_t visits = 0;
    dots_of_four({rows.row(5), rows.row(0), rows.row(10), rows.row(5)}, rows.row(2), 7,
                 rows.stride(), [&](std::int32_t j, simd::I4 products) {
                     ++visits;
                     EXPECT_EQ(products[0], short_dot(rows.row(5), rows.row(2 + j), rows.stride()));
                     EXPECT_EQ(products[1], short_dot(rows.row(0), rows.row(2 + j), rows.stride()));
                     EXPECT_EQ(products[2],
                               short_dot(rows.row(10), rows.row(2 + j), rows.stride()));
                     EXPECT_EQ(products[3], products[0]);
                 });
    EXPECT_EQ(visits, 7);
}

}  // namespace
}  // namespace labelscape
