#include "base/hash.hpp"

#include <array>
#include <cstddef>
#include <cstring>

#include "base/random.hpp"

namespace labelscape {

std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed) {
    std::uint64_t hash = mix_bits(seed ^ (bytes.size() * 0x9fb21c651e98df25ull));
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word;
        std::memcpy(&word, bytes.data() + at, 8);
        hash = mix_bits(hash ^ word);
    }
    std::uint64_t tail = 0;
    if (at < bytes.size()) std::memcpy(&tail, bytes.data() + at, bytes.size() - at);
    return mix_bits(hash ^ tail);
}

std::uint64_t hash_text(std::string_view text, std::uint64_t seed) {
    return hash_bytes(std::as_bytes(std::span(text.data(), text.size())), seed);
}

namespace {

using CrcTables = std::array<std::array<std::uint32_t, 256>, 8>;

/// Table k advances a byte by k further bytes: eight at a time (Kounavis and Berry 2005, "slicing by 8").
constexpr CrcTables make_crc_tables() {
    CrcTables tables{};
    for (std::uint32_t i = 0; i < 256; ++i) {
        std::uint32_t value = i;
        for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ (value & 1u ? 0xedb88320u : 0u);
        tables[0][i] = value;
    }
    for (std::size_t k = 1; k < tables.size(); ++k) {
        for (std::uint32_t i = 0; i < 256; ++i) {
            tables[k][i] = tables[k - 1][i] >> 8 ^ tables[0][tables[k - 1][i] & 0xffu];
        }
    }
    return tables;
}

constexpr CrcTables k_crc = make_crc_tables();

}  // namespace

std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc) {
    crc = ~crc;
    std::size_t at = 0;
    for (; at + 8 <= bytes.size(); at += 8) {
        std::uint32_t low, high;
        std::memcpy(&low, bytes.data() + at, 4);
        std::memcpy(&high, bytes.data() + at + 4, 4);
        low ^= crc;
        crc = k_crc[7][low & 0xffu] ^ k_crc[6][low >> 8 & 0xffu] ^ k_crc[5][low >> 16 & 0xffu] ^ k_crc[4][low >> 24] ^
              k_crc[3][high & 0xffu] ^ k_crc[2][high >> 8 & 0xffu] ^ k_crc[1][high >> 16 & 0xffu] ^
              k_crc[0][high >> 24];
    }
    for (; at < bytes.size(); ++at) crc = crc >> 8 ^ k_crc[0][(crc ^ static_cast<std::uint32_t>(bytes[at])) & 0xffu];
    return ~crc;
}

}  // namespace labelscape
