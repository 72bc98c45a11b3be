#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace labelscape {

/// a * b, or nothing where it does not fit: size_t has 32 bits in wasm.
inline std::optional<std::size_t> checked_product(std::uint64_t a, std::uint64_t b) {
    constexpr std::uint64_t max = std::numeric_limits<std::size_t>::max();
    if (b != 0 && a > max / b) return std::nullopt;
    return static_cast<std::size_t>(a * b);
}

}  // namespace labelscape
