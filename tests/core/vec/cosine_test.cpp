#include "core/vec/cosine.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "core/vec/mixture.hpp"

namespace labelscape {
namespace {

TEST(Cosine, IsThatOfTheVectors) {
    for (const std::int32_t columns : {1, 7, 8, 31, 256}) {
        const Mixture mixture = make_mixture(23, columns, 3);
        const UnitRows rows = mixture.rows();
        for (std::int32_t i = 0; i < 23; ++i) {
            const RoundedQuery query(mixture.vectors.row(i), columns);
            EXPECT_NEAR(cosine(rows, i, i), 1.0f, 1e-6f);
            for (std::int32_t j = 0; j < 23; ++j) {
                const float exact = dot(mixture.vectors.row(i), mixture.vectors.row(j), columns);
                EXPECT_NEAR(cosine(rows, i, j), exact, 0.01f);
                EXPECT_NEAR(query.cosine(rows, j), exact, 0.01f);
                const RoundedQuery stored(rows.decoded(i).data(), columns);
                EXPECT_NEAR(stored.cosine(rows, j), cosine(rows, i, j), 1e-4f);
            }
        }
    }
}

TEST(Cosine, OfAQueryDoesNotDependOnItsLength) {
    const UnitRows rows = make_mixture(5, 40, 2).rows();
    std::vector<float> values = rows.decoded(0);
    const float before = RoundedQuery(values.data(), 40).cosine(rows, 1);
    for (float& value : values) value *= 1024;
    EXPECT_EQ(RoundedQuery(values.data(), 40).cosine(rows, 1), before);
}

TEST(Cosine, OfNothingIsZero) {
    const Mixture mixture = make_mixture(2, 16, 1);
    const UnitRows rows = mixture.rows(), zeros(2, 16);
    std::vector<float> query(16);
    EXPECT_EQ(cosine(zeros, 0, 1), 0);
    EXPECT_EQ(RoundedQuery(mixture.vectors.row(0), 16).cosine(zeros, 0), 0);
    EXPECT_EQ(RoundedQuery(query.data(), 16).cosine(rows, 0), 0);
    query[3] = std::nanf("");
    EXPECT_EQ(RoundedQuery(query.data(), 16).cosine(rows, 0), 0);
}

}  // namespace
}  // namespace labelscape
