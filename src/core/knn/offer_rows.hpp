#pragma once

#include <algorithm>
#include <array>
#include <cstdint>

#include "core/knn/top_rows.hpp"
#include "core/vec/short_rows.hpp"

namespace labelscape {

/// Offers `count` consecutive rows from `rows` on, which are called `first`, `first + 1`, ..., to each of the queries
/// begin..end, whose own rows are row_of(query).
template <class RowOf>
void offer_rows(TopRows& best, std::int32_t begin, std::int32_t end, RowOf row_of, const std::int16_t* rows,
                std::int32_t count, std::int32_t stride, std::int32_t first = 0) {
    for (std::int32_t query = begin; query < end; query += 4) {
        std::array<const std::int16_t*, 4> four;
        simd::I4 bars{};
        for (std::int32_t lane = 0; lane < 4; ++lane) {
            const std::int32_t one = std::min(query + lane, end - 1);
            four[lane] = row_of(one);
            bars[lane] = best.bar(one);
        }
        const int used = (1 << std::min(4, end - query)) - 1;
        dots_of_four(four, rows, count, stride, [&](std::int32_t j, simd::I4 products) {
            for (int rest = simd::mask_bits(products >= bars) & used; rest != 0; rest &= rest - 1) {
                const int lane = __builtin_ctz(static_cast<unsigned>(rest));
                best.offer(query + lane, products[lane], first + j);
                bars[lane] = best.bar(query + lane);
            }
        });
    }
}

}  // namespace labelscape
