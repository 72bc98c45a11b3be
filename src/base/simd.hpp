#pragma once

// Vectors of 16 bytes for the inner loops, by GCC's and Clang's vector extensions.
// The same result everywhere: the order of lanes is fixed, nothing is fused, and the elementary
// functions are polynomials of ours, because those of the C libraries differ in the last bit. Where
// x86 (SSE2) or wasm (SIMD128) need a named instruction, it is one without rounding.

#include <cstdint>
#include <cstring>

#if defined(__wasm_simd128__)
#include <wasm_simd128.h>
#elif defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace labelscape::simd {

using F4 = float __attribute__((vector_size(16)));
using I4 = std::int32_t __attribute__((vector_size(16)));
using U4 = std::uint32_t __attribute__((vector_size(16)));
using S8 = std::int16_t __attribute__((vector_size(16)));

inline F4 load(const float* from) {
    F4 v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
inline I4 load(const std::int32_t* from) {
    I4 v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
inline S8 load(const std::int16_t* from) {
    S8 v;
    std::memcpy(&v, from, sizeof v);
    return v;
}
/// Eight whole numbers, each widened to 16 bits.
inline S8 load(const std::int8_t* from) {
    std::int8_t v __attribute__((vector_size(8)));
    std::memcpy(&v, from, sizeof v);
    return __builtin_convertvector(v, S8);
}
inline void store(float* to, F4 v) {
    std::memcpy(to, &v, sizeof v);
}
inline void store(std::int32_t* to, I4 v) {
    std::memcpy(to, &v, sizeof v);
}

inline F4 splat(float x) {
    return F4{x, x, x, x};
}
inline I4 splat(std::int32_t x) {
    return I4{x, x, x, x};
}

inline I4 bits_of(F4 v) {
    return reinterpret_cast<I4>(v);
}
inline F4 float_of_bits(I4 v) {
    return reinterpret_cast<F4>(v);
}
inline F4 to_float(I4 v) {
    return __builtin_convertvector(v, F4);
}

/// b < a ? b : a, and a < b ? b : a, in one instruction.
inline F4 min(F4 a, F4 b) {
#if defined(__wasm_simd128__)
    return reinterpret_cast<F4>(
        wasm_f32x4_pmin(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b)));
#elif defined(__SSE2__)
    return reinterpret_cast<F4>(
        _mm_min_ps(reinterpret_cast<__m128>(b), reinterpret_cast<__m128>(a)));
#else
    return b < a ? b : a;
#endif
}
inline F4 max(F4 a, F4 b) {
#if defined(__wasm_simd128__)
    return reinterpret_cast<F4>(
        wasm_f32x4_pmax(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b)));
#elif defined(__SSE2__)
    return reinterpret_cast<F4>(
        _mm_max_ps(reinterpret_cast<__m128>(b), reinterpret_cast<__m128>(a)));
#else
    return a < b ? b : a;
#endif
}

/// Always in the order (0 + 2) + (1 + 3).
inline float sum(F4 v) {
    return (v[0] + v[2]) + (v[1] + v[3]);
}
inline std::int32_t sum(I4 v) {
    return v[0] + v[1] + v[2] + v[3];
}

/// Sums of four vectors, one in each lane.
inline I4 sums(I4 a, I4 b, I4 c, I4 d) {
    const I4 ab =
        __builtin_shufflevector(a, b, 0, 4, 1, 5) + __builtin_shufflevector(a, b, 2, 6, 3, 7);
    const I4 cd =
        __builtin_shufflevector(c, d, 0, 4, 1, 5) + __builtin_shufflevector(c, d, 2, 6, 3, 7);
    return __builtin_shufflevector(ab, cd, 0, 1, 4, 5) +
           __builtin_shufflevector(ab, cd, 2, 3, 6, 7);
}

/// Lane i has bit i set where the lane of the mask is not 0 (masks are 0 or -1).
inline int mask_bits(I4 mask) {
#if defined(__wasm_simd128__)
    return static_cast<int>(wasm_i32x4_bitmask(reinterpret_cast<v128_t>(mask)));
#elif defined(__SSE2__)
    return _mm_movemask_ps(reinterpret_cast<__m128>(mask));
#else
    return (mask[0] & 1) | (mask[1] & 2) | (mask[2] & 4) | (mask[3] & 8);
#endif
}

/// Products of neighboring lanes, added in pairs; exact unless all four are -32768.
inline I4 dot_pairs(S8 a, S8 b) {
#if defined(__wasm_simd128__)
    return reinterpret_cast<I4>(
        wasm_i32x4_dot_i16x8(reinterpret_cast<v128_t>(a), reinterpret_cast<v128_t>(b)));
#elif defined(__SSE2__)
    return reinterpret_cast<I4>(
        _mm_madd_epi16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
    I4 v;
    for (int i = 0; i < 4; ++i) v[i] = a[2 * i] * b[2 * i] + a[2 * i + 1] * b[2 * i + 1];
    return v;
#endif
}

/// Scalar product of two rows with 8 or 16 bits an element. `stride`: a multiple of 8; the sum must fit 32 bits.
template <class A, class B>
std::int32_t dot_rows(const A* a, const B* b, std::int32_t stride) {
    I4 s0{}, s1{};
    std::int32_t t = 0;
    for (; t + 16 <= stride; t += 16) {
        s0 += dot_pairs(load(a + t), load(b + t));
        s1 += dot_pairs(load(a + t + 8), load(b + t + 8));
    }
    if (t < stride) s0 += dot_pairs(load(a + t), load(b + t));
    return sum(s0 + s1);
}

/// Splits x into a whole number (returned shifted into the exponent of a float) and a rest in
/// [-0.5, 0.5]. Adding 1.5 * 2^23 rounds to a whole number in the low bits; |x| must be below 2^22.
inline I4 split_exponent(F4 x, F4& rest) {
    const F4 magic = splat(12582912.0f);
    const F4 shifted = x + magic;
    rest = x - (shifted - magic);
    return bits_of(shifted) << 23;
}

/// 2^x with a relative error below 1e-7; x is limited to [-126, 126].
inline F4 exp2(F4 x) {
    x = min(max(x, splat(-126.0f)), splat(126.0f));
    F4 f;
    const I4 exponent = split_exponent(x, f);
    F4 p = f * 1.54697347e-4f + 1.33908669e-3f;
    p = p * f + 9.61803077e-3f;
    p = p * f + 5.55035711e-2f;
    p = p * f + 2.40226511e-1f;
    p = p * f + 6.93147188e-1f;
    return float_of_bits(bits_of(p * f + 1.0f) + exponent);
}

/// Splits a positive normal number into 2^result * (1 + t) with 1 + t in [sqrt(1/2), sqrt(2)).
inline F4 split_mantissa(F4 x, F4& t) {
    const I4 exponent = (bits_of(x) - 0x3f3504f3) >> 23;
    t = float_of_bits(bits_of(x) - (exponent << 23)) - 1.0f;
    return to_float(exponent);
}

/// Binary logarithm of a positive normal number with an absolute error below 1e-7 (plus rounding).
inline F4 log2(F4 x) {
    F4 t;
    const F4 exponent = split_mantissa(x, t);
    F4 p = t * 0.12926429f - 0.20893382f;
    p = p * t + 0.21521225f;
    p = p * t - 0.23867568f;
    p = p * t + 0.28793909f;
    p = p * t - 0.36071626f;
    p = p * t + 0.48091028f;
    p = p * t - 0.72134720f;
    p = p * t + 1.44269500f;
    return p * t + exponent;
}

/// x^y for positive normal x with a relative error of some 0.2 % * max(1, |y|): for forces, not for
/// results. |y log2 x| must be below 126.
inline F4 rough_pow(F4 x, F4 y) {
    F4 t;
    const F4 exponent = split_mantissa(x, t);
    const F4 l = ((t * 0.45979659f - 0.75240728f) * t + 1.44358146f) * t + exponent;
    F4 f;
    const I4 shift = split_exponent(l * y, f);
    return float_of_bits(bits_of(((f * 0.0559221f + 0.24203581f) * f + 0.69312626f) * f + 1.0f) +
                         shift);
}

}  // namespace labelscape::simd
