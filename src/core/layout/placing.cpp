#include "core/layout/placing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "base/parallel_for.hpp"
#include "core/layout/fuzzy_graph.hpp"

namespace labelscape {
namespace {

constexpr std::int64_t k_row_chunk = 256;

std::uint64_t key_of(const float* xy) {
    return std::uint64_t{std::bit_cast<std::uint32_t>(xy[0])} << 32 | std::bit_cast<std::uint32_t>(xy[1]);
}

std::vector<float> centers_of(const NeighborGraph& neighbors, std::span<const float> xy) {
    std::vector<float> centers(2 * static_cast<std::size_t>(neighbors.rows));
    parallel_for(neighbors.rows, k_row_chunk, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < end; ++row) {
            auto weights = memberships(neighbors.similarities_of(row), Nearest::by_distance);
            if (weights.empty() || weights[0] == 1) weights = {1};
            const float all = std::accumulate(weights.begin(), weights.end(), 0.0f);
            for (std::size_t i = 0; i < weights.size(); ++i) {
                const auto from = 2 * static_cast<std::size_t>(neighbors.neighbors_of(row)[i]);
                for (const std::size_t axis : {0, 1})
                    centers[2 * static_cast<std::size_t>(row) + axis] += weights[i] / all * xy[from + axis];
            }
        }
    });
    return centers;
}

TopicId voted(std::span<const std::int32_t> neighbors, std::span<const float> cosines,
              std::span<const TopicId> topics) {
    const auto weights = memberships(cosines, Nearest::by_distance);
    std::map<TopicId, float> votes;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        const auto other = static_cast<std::size_t>(neighbors[i]);
        votes[other < topics.size() ? topics[other] : k_outlier] += weights[i];
    }
    const float none = votes[k_outlier];
    votes.erase(k_outlier);
    const auto best = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; });
    const float all = std::accumulate(weights.begin(), weights.end(), 0.0f);
    return best == votes.end() || none * 2 > all ? k_outlier : best->first;
}

}  // namespace

Place sunflower_offset(std::int32_t seed) {
    constexpr float k_gap = 0.02f;
    constexpr float k_golden_angle = 2.39996323f;
    const auto place = static_cast<float>(seed);
    const float radius = k_gap * std::sqrt(place);
    return {radius * std::cos(place * k_golden_angle), radius * std::sin(place * k_golden_angle)};
}

std::vector<float> place_rows(const NeighborGraph& neighbors, std::span<const float> xy) {
    std::unordered_set<std::uint64_t> taken;
    for (std::size_t at = 0; at + 1 < xy.size(); at += 2) taken.insert(key_of(xy.data() + at));
    std::unordered_map<std::uint64_t, std::int32_t> next_seed;   // by where they would all lie
    std::vector<float> placed = centers_of(neighbors, xy);
    for (std::size_t at = 0; at < placed.size(); at += 2) {
        const Place center{placed[at], placed[at + 1]};
        std::int32_t& seed = next_seed[key_of(center.data())];
        do {
            const auto offset = sunflower_offset(seed++);
            for (const std::size_t axis : {0, 1}) placed[at + axis] = center[axis] + offset[axis];
        } while (!taken.insert(key_of(placed.data() + at)).second);
    }
    return placed;
}

std::vector<TopicId> topics_by_neighbors(const NeighborGraph& neighbors, std::span<const TopicId> topics) {
    std::vector<TopicId> chosen(static_cast<std::size_t>(neighbors.rows));
    parallel_for(neighbors.rows, k_row_chunk, [&](std::int64_t begin, std::int64_t end) {
        for (auto row = static_cast<std::int32_t>(begin); row < end; ++row) {
            chosen[static_cast<std::size_t>(row)] =
                voted(neighbors.neighbors_of(row), neighbors.similarities_of(row), topics);
        }
    });
    return chosen;
}

}  // namespace labelscape
