#include "base/unit_rows.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "base/hash.hpp"
#include "base/random.hpp"

namespace labelscape {
namespace {

constexpr std::int32_t k_chunk = UnitRows::k_chunk_rows;

std::vector<float> random_values(Random& random, std::int32_t count, float length = 1) {
    std::vector<float> values;
    for (std::int32_t i = 0; i < count; ++i) {
        // Like a bell, which elements of embeddings resemble.
        float sum = -3;
        for (int part = 0; part < 6; ++part) sum += random.uniform();
        values.push_back(sum * length);
    }
    return values;
}

double product(const std::vector<float>& a, const std::vector<float>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    return sum;
}

TEST(UnitRows, KeepDirectionsAndNoLengths) {
    Random random(1);
    for (const std::int32_t columns : {1, 3, 8, 100, 256, 1024}) {
        for (const float length : {1e-38f, 1.0f, 1e37f}) {
            const std::vector<float> values = random_values(random, columns, length);
            UnitRows rows(1, columns);
            rows.set(0, values.data());
            const std::vector<float> decoded = rows.decoded(0);
            EXPECT_NEAR(product(decoded, decoded), 1.0, 1e-6);
            EXPECT_GT(product(values, decoded) / std::sqrt(product(values, values)), 0.9999);
        }
    }
}

TEST(UnitRows, DecodedRowsAreEncodedAsTheyWere) {
    Random random(2);
    UnitRows rows(2, 77);
    for (int trial = 0; trial < 200; ++trial) {
        rows.set(0, random_values(random, 77).data());
        rows.set(1, rows.decoded(0).data());
        EXPECT_EQ(rows.decoded(0), rows.decoded(1));
    }
}

/// So that every compiler and machine rounds alike.
TEST(UnitRows, AreTheSameEverywhere) {
    Random random(3);
    UnitRows rows(1, 1001);
    std::uint64_t hash = 0;
    for (int trial = 0; trial < 50; ++trial) {
        rows.set(0, random_values(random, 1001).data());
        const std::vector<float> decoded = rows.decoded(0);
        hash = hash_bytes(std::as_bytes(std::span(decoded)), hash);
    }
    EXPECT_EQ(hash, 5772984278500154979u);
}

TEST(UnitRows, WhatHasNoDirectionIsZero) {
    constexpr float inf = std::numeric_limits<float>::infinity();
    UnitRows rows(1, 3);
    for (const std::vector<float>& values : std::vector<std::vector<float>>{
             {0, 0, 0}, {1, std::nanf(""), 2}, {0, 0, std::nanf("")}, {inf, 1, 1}, {1, -inf, 1}}) {
        const float one[] = {1, 2, 3};
        rows.set(0, one);
        EXPECT_FALSE(rows.is_zero(0));
        rows.set(0, values.data());
        EXPECT_TRUE(rows.is_zero(0));
        EXPECT_EQ(rows.decoded(0), std::vector<float>(3));
    }
}

TEST(UnitRows, CopiesShareWhatNobodyChanges) {
    const std::int32_t count = 2 * k_chunk + 10;
    UnitRows rows(count, 3);
    const float before[] = {1, 2, 3}, after[] = {3, 2, 1};
    for (const std::int32_t row : {0, k_chunk, count - 1}) rows.set(row, before);
    const UnitRows copy = rows;
    rows.set(k_chunk + 1, after);
    EXPECT_TRUE(copy.is_zero(k_chunk + 1));
    EXPECT_FALSE(rows.is_zero(k_chunk + 1));
    EXPECT_EQ(rows.codes(0), copy.codes(0));
    EXPECT_NE(rows.codes(k_chunk), copy.codes(k_chunk));
    EXPECT_EQ(rows.decoded(k_chunk), copy.decoded(k_chunk));
    EXPECT_EQ(rows.codes(count - 1), copy.codes(count - 1));
    const std::int8_t* own = rows.codes(k_chunk);
    rows.set(k_chunk + 2, after);
    EXPECT_EQ(rows.codes(k_chunk), own) << "a chunk is copied once";
}

TEST(UnitRows, GrowByZerosAndKeepTheRest) {
    Random random(4);
    UnitRows rows(0, 5);
    std::vector<std::vector<float>> expected;
    for (const std::int32_t count :
         {1, 7, k_chunk - 1, k_chunk, k_chunk + 1, 4 * k_chunk, 4 * k_chunk + 3, 6 * k_chunk}) {
        const UnitRows copy = rows;
        rows.grow(count);
        ASSERT_EQ(rows.rows(), count);
        for (std::int32_t row = copy.rows(); row < count; ++row) ASSERT_TRUE(rows.is_zero(row)) << row;
        for (std::int32_t row = 0; row < copy.rows(); ++row) ASSERT_EQ(rows.scale(row), copy.scale(row)) << row;
        const std::vector<float> values = random_values(random, 5);
        for (const std::int32_t row : {copy.rows(), count - 1}) {
            rows.set(row, values.data());
            ASSERT_FALSE(rows.is_zero(row));
        }
    }
}

TEST(UnitRows, PickedRowsAreThoseRows) {
    Random random(5);
    UnitRows rows(100, 9);
    for (std::int32_t row = 0; row < 100; row += 3) rows.set(row, random_values(random, 9).data());
    const std::vector<std::uint32_t> some = {0, 1, 3, 50, 99};
    const UnitRows picked = rows.picked(some);
    ASSERT_EQ(picked.rows(), 5);
    for (std::int32_t row = 0; row < 5; ++row) {
        EXPECT_EQ(picked.decoded(row), rows.decoded(static_cast<std::int32_t>(some[static_cast<std::size_t>(row)])));
    }
    std::vector<std::uint32_t> all;
    for (std::uint32_t row = 0; row < 100; ++row) all.push_back(row);
    EXPECT_EQ(rows.picked(all).codes(0), rows.codes(0)) << "shared";
}

}  // namespace
}  // namespace labelscape
