#pragma once

#include <cstdint>

namespace labelscape {

/// Mixes 64 bits so that nearby inputs give unrelated outputs.
/// SplitMix64 finalizer (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number generators").
constexpr std::uint64_t mix_bits(std::uint64_t x) {
    x += 0x9e3779b97f4a7c15ull;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
    return x ^ (x >> 31);
}

/// The only source of randomness: always seeded, the same sequence on every machine.
class Random {
public:
    explicit constexpr Random(std::uint64_t seed) : state_(seed) {}

    constexpr std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15ull;
        return mix_bits(state_ - 0x9e3779b97f4a7c15ull);
    }
    /// Uniform in [0, bound); bound > 0. The bias of at most bound / 2^32 does not matter here.
    constexpr std::uint32_t below(std::uint32_t bound) {
        return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32);
    }
    /// Uniform in [0, 1) with 24 random bits, exact in float.
    constexpr float uniform() { return static_cast<float>(next() >> 40) * 0x1p-24f; }

private:
    std::uint64_t state_;
};

}  // namespace labelscape
