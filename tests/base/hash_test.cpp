#include "base/hash.hpp"

#include <gtest/gtest.h>

#include <string>

namespace labelscape {
namespace {

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text)); }

TEST(Crc32, KnowsTheCheckValueOfTheStandard) { EXPECT_EQ(crc32(bytes_of("123456789")), 0xcbf43926u); }

TEST(Crc32, GoesOnWhereItWasLeft) {
    std::string text;
    for (int i = 0; i < 100; ++i) text.push_back(static_cast<char>(i * 37));
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        EXPECT_EQ(crc32(bytes_of(text.substr(cut)), crc32(bytes_of(text.substr(0, cut)))), crc32(bytes_of(text)));
    }
}

TEST(Hash, DiffersWithEachByteAndWithTheLength) {
    const std::string text = "labelscape";
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string other = text;
        other[i] ^= 1;
        EXPECT_NE(hash_text(other), hash_text(text));
    }
    EXPECT_NE(hash_text(std::string(3, '\0')), hash_text(std::string(4, '\0')));
}

}  // namespace
}  // namespace labelscape
