#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace labelscape {

/// 64-bit content hash, the same on every machine; not cryptographic.
std::uint64_t hash_bytes(std::span<const std::byte> bytes, std::uint64_t seed = 0);
std::uint64_t hash_text(std::string_view text, std::uint64_t seed = 0);

/// CRC-32 (IEEE 802.3, as in zip), continuing from `crc`.
std::uint32_t crc32(std::span<const std::byte> bytes, std::uint32_t crc = 0);

}  // namespace labelscape
