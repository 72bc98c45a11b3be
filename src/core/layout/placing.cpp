#include "core/layout/placing.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "core/layout/fuzzy_graph.hpp"

namespace labelscape {
namespace {

std::uint64_t key_of(const float* xy) {
    return std::uint64_t{std::bit_cast<std::uint32_t>(xy[0])} << 32 | std::bit_cast<std::uint32_t>(xy[1]);
}

}  // namespace

std::array<float, 2> sunflower_offset(std::int32_t seed) {
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
    std::vector<float> placed;
    for (std::int32_t row = 0; row < neighbors.rows; ++row) {
        const auto others = neighbors.neighbors_of(row);
        auto weights = memberships(neighbors.similarities_of(row), Nearest::by_distance);
        if (weights.empty() || weights[0] == 1) weights = {1};
        const float all = std::accumulate(weights.begin(), weights.end(), 0.0f);
        float center[2] = {0, 0};
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const float* const from = xy.data() + 2 * static_cast<std::size_t>(others[i]);
            for (int axis : {0, 1}) center[axis] += weights[i] / all * from[axis];
        }
        std::int32_t& seed = next_seed[key_of(center)];
        float place[2];
        do {
            const auto offset = sunflower_offset(seed++);
            for (std::size_t axis : {0, 1}) place[axis] = center[axis] + offset[axis];
        } while (!taken.insert(key_of(place)).second);
        placed.insert(placed.end(), place, place + 2);
    }
    return placed;
}

std::vector<TopicId> topics_by_neighbors(const NeighborGraph& neighbors, std::span<const TopicId> topics) {
    std::vector<TopicId> chosen;
    for (std::int32_t row = 0; row < neighbors.rows; ++row) {
        const auto weights = memberships(neighbors.similarities_of(row), Nearest::by_distance);
        std::map<TopicId, float> votes;
        float all = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            const auto other = static_cast<std::size_t>(neighbors.neighbors_of(row)[i]);
            votes[other < topics.size() ? topics[other] : k_outlier] += weights[i];
            all += weights[i];
        }
        TopicId best = k_outlier;
        if (votes[k_outlier] * 2 < all) {
            votes.erase(k_outlier);
            best = std::ranges::max_element(votes, {}, [](const auto& vote) { return vote.second; })->first;
        }
        chosen.push_back(best);
    }
    return chosen;
}

}  // namespace labelscape
