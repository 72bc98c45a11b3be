#include "core/knn/distinct_rows.hpp"

#include <algorithm>
#include <span>

#include "base/hash.hpp"
#include "base/hash_index.hpp"

namespace labelscape {
namespace {

std::span<const std::int8_t> codes_of(const UnitRows& rows, std::int32_t row) {
    return {rows.codes(row), static_cast<std::size_t>(rows.columns())};
}

}  // namespace

// The codes of a row decide its scale.
DistinctRows distinct_rows(const UnitRows& rows) {
    DistinctRows distinct;
    distinct.kind_of.reserve(static_cast<std::size_t>(rows.rows()));
    distinct.next_copy.reserve(distinct.kind_of.capacity());
    HashIndex kinds;
    std::vector<std::int32_t> last_of;
    for (std::int32_t row = 0; row < rows.rows(); ++row) {
        const auto codes = codes_of(rows, row);
        const std::uint64_t hash = hash_bytes(std::as_bytes(codes));
        std::int32_t kind = -1;
        kinds.for_each(hash, [&](std::uint32_t candidate) {
            const auto first = static_cast<std::int32_t>(distinct.first_rows[candidate]);
            if (kind < 0 && std::ranges::equal(codes_of(rows, first), codes))
                kind = static_cast<std::int32_t>(candidate);
        });
        if (kind < 0) {
            kind = static_cast<std::int32_t>(distinct.first_rows.size());
            kinds.add(hash, static_cast<std::uint32_t>(kind));
            distinct.first_rows.push_back(static_cast<std::uint32_t>(row));
            distinct.next_copy.push_back(row);
            last_of.push_back(row);
        } else {
            std::int32_t& last = last_of[static_cast<std::size_t>(kind)];
            distinct.next_copy.push_back(distinct.next_copy[static_cast<std::size_t>(last)]);
            distinct.next_copy[static_cast<std::size_t>(last)] = row;
            last = row;
        }
        distinct.kind_of.push_back(kind);
    }
    return distinct;
}

}  // namespace labelscape
