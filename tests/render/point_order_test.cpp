#include "render/point_order.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <vector>

#include "base/random.hpp"
#include "render/point_layers.hpp"
#include "render/point_style.hpp"
#include "render/scatter_inputs.hpp"

namespace labelscape {
namespace {

/// Half in one tight cluster, half spread over -1..1.
std::vector<float> cloud(std::size_t count, std::uint64_t seed = 3) {
    Random random(seed);
    std::vector<float> positions(2 * count);
    for (std::size_t i = 0; i < 2 * count; ++i) {
        const float u = 2 * random.uniform() - 1;
        positions[i] = i / 2 % 2 ? 0.3f + 0.03f * u : u;
    }
    return positions;
}

std::vector<std::uint32_t> drawn_points(const PointOrder& order, const PointLayers& layers,
                                        PointLayer layer, const DataBounds& bounds,
                                        std::int32_t last_level) {
    std::vector<PointRun> runs;
    layers.append_runs(order, layer, bounds, last_level, runs);
    std::vector<std::uint32_t> points;
    for (const PointRun& run : runs) {
        for (std::uint32_t i = run.begin; i < run.begin + run.count; ++i) {
            points.push_back(order.points()[layers.has_list() ? layers.list()[i] : i]);
        }
    }
    return points;
}

constexpr DataBounds k_all{-10, -10, 10, 10};
constexpr std::int32_t k_last = PointOrder::k_level_count - 1;

TEST(PointOrder, HoldsEveryFinitePointOnce) {
    for (const std::size_t count : {0u, 1u, 2u, 3u, 17u, 1000u, 30'000u}) {
        std::vector<float> positions = cloud(count);
        if (count > 10) positions[7] = NAN;
        const PointOrder order(positions);
        std::vector<std::uint32_t> points(order.points().begin(), order.points().end());
        std::ranges::sort(points);
        EXPECT_EQ(std::ranges::adjacent_find(points), points.end());
        EXPECT_EQ(points.size(), count > 10 ? count - 1 : count);
        EXPECT_EQ(order.crowding().size(), points.size());
        for (std::size_t place = 0; place < points.size(); ++place) {
            EXPECT_EQ(order.place_of(order.points()[place]), static_cast<std::int64_t>(place));
        }
        if (count > 10) EXPECT_EQ(order.place_of(3), -1);
        EXPECT_EQ(order.place_of(static_cast<std::uint32_t>(count)), -1);
    }
}

TEST(PointOrder, ChunksCoverTheOrderAndKnowTheirBounds) {
    const std::vector<float> positions = cloud(20'000);
    const PointOrder order(positions);
    std::uint32_t next = 0;
    std::int32_t level = 0;
    for (const PointChunk& chunk : order.chunks()) {
        EXPECT_EQ(chunk.begin, next);
        EXPECT_GE(chunk.level, level);
        EXPECT_LE(chunk.end - chunk.begin, PointOrder::k_chunk_size);
        level = chunk.level;
        next = chunk.end;
        for (std::uint32_t place = chunk.begin; place < chunk.end; ++place) {
            const std::uint32_t point = order.points()[place];
            EXPECT_GE(positions[2 * point], chunk.bounds.min_x);
            EXPECT_LE(positions[2 * point + 1], chunk.bounds.max_y);
        }
    }
    EXPECT_EQ(next, order.points().size());
}

TEST(PointOrder, EveryLevelDoublesWhatACellShowsAndLonelyPointsStay) {
    const std::vector<float> positions = cloud(20'000);
    const PointOrder order(positions);
    const PointLayers layers(order, {});
    const auto cell_of = [&](std::uint32_t point) {
        const auto x =
            static_cast<int>((positions[2 * point] - order.bounds().min_x) / order.cell_size());
        const auto y =
            static_cast<int>((positions[2 * point + 1] - order.bounds().min_y) / order.cell_size());
        return y * 10'000 + x;
    };
    std::map<int, int> all;
    for (const std::uint32_t point : order.points()) ++all[cell_of(point)];
    for (std::int32_t last_level = 0; last_level < 4; ++last_level) {
        std::map<int, int> shown;
        for (const auto point :
             drawn_points(order, layers, PointLayer::normal, k_all, last_level)) {
            ++shown[cell_of(point)];
        }
        // Cells on the upper borders take the points of the very edge too, hence a few differences.
        int wrong = 0;
        for (const auto& [cell, count] : all)
            wrong += shown[cell] != std::min(count, 1 << last_level);
        EXPECT_LT(wrong, 5);
    }
}

TEST(PointOrder, CrowdingTellsTheClusterFromTheRest) {
    const std::vector<float> positions = cloud(20'000);
    const PointOrder order(positions);
    const double cell_area = static_cast<double>(order.cell_size()) * order.cell_size();
    const double expected = 10'000 / 4.0 * cell_area;  // the even half over an area of 2 x 2
    double sum = 0;
    int counted = 0;
    for (std::size_t place = 0; place < order.points().size(); ++place) {
        const std::uint32_t point = order.points()[place];
        const float density = points_per_cell(order.crowding()[place]);
        const bool far = positions[2 * point] < 0 && std::abs(positions[2 * point]) < 0.9f &&
                         std::abs(positions[2 * point + 1]) < 0.9f;
        if (far) sum += density, ++counted;
        if (point % 2 == 1) EXPECT_GT(density, 5 * expected);
    }
    EXPECT_NEAR(sum / counted, expected, 0.35 * expected);
}

TEST(PointLayers, WithoutFlagsAllIsNormal) {
    const PointOrder order(cloud(5000));
    const PointLayers layers(order, {});
    EXPECT_FALSE(layers.has_list());
    EXPECT_EQ(layers.count(PointLayer::normal), 5000);
    EXPECT_EQ(layers.count(PointLayer::selected), 0);
    EXPECT_EQ(drawn_points(order, layers, PointLayer::normal, k_all, k_last).size(), 5000u);
    EXPECT_TRUE(drawn_points(order, layers, PointLayer::dimmed, k_all, k_last).empty());
}

TEST(PointLayers, EveryPointThatIsNotHiddenIsInOneLayer) {
    const std::size_t count = 9000;
    const PointOrder order(cloud(count));
    Random random(9);
    std::vector<std::uint8_t> flags(count);
    for (auto& flag : flags) flag = static_cast<std::uint8_t>(random.below(8));
    const PointLayers layers(order, flags);
    for (std::int32_t layer = 0; layer < k_point_layer_count; ++layer) {
        const auto which = static_cast<PointLayer>(layer);
        std::vector<std::uint32_t> expected;
        for (std::uint32_t i = 0; i < count; ++i) {
            const bool hidden = flags[i] & k_point_hidden, selected = flags[i] & k_point_selected;
            const bool dimmed = flags[i] & k_point_dimmed;
            const PointLayer is = selected ? PointLayer::selected
                                  : dimmed ? PointLayer::dimmed
                                           : PointLayer::normal;
            if (!hidden && is == which) expected.push_back(i);
        }
        auto drawn = drawn_points(order, layers, which, k_all, k_last);
        std::ranges::sort(drawn);
        EXPECT_EQ(drawn, expected);
        EXPECT_EQ(layers.count(which), static_cast<std::int64_t>(expected.size()));
    }
}

TEST(PointLayers, RunsShowAllThatIsInViewAndFarFromAllElse) {
    const std::vector<float> positions = cloud(200'000);
    const PointOrder order(positions);
    const PointLayers layers(order, {});
    Random random(5);
    for (int i = 0; i < 50; ++i) {
        const float x = 2 * random.uniform() - 1, y = 2 * random.uniform() - 1,
                    half = 0.1f * random.uniform();
        const DataBounds view{x - half, y - half, x + half, y + half};
        const auto drawn = drawn_points(order, layers, PointLayer::normal, view, k_last);
        const std::set<std::uint32_t> shown(drawn.begin(), drawn.end());
        EXPECT_EQ(shown.size(), drawn.size());
        for (std::uint32_t point = 0; point < positions.size() / 2; ++point) {
            const float px = positions[2 * point], py = positions[2 * point + 1];
            const bool inside =
                px >= view.min_x && px <= view.max_x && py >= view.min_y && py <= view.max_y;
            if (inside) EXPECT_TRUE(shown.contains(point));
        }
        const auto visible = layers.visible_by_level(order, view);
        EXPECT_GE(static_cast<std::int64_t>(drawn.size()),
                  std::reduce(visible.begin(), visible.end()));
        const bool sees_cluster =
            view.max_x > 0.26f && view.min_x < 0.34f && view.max_y > 0.26f && view.min_y < 0.34f;
        if (!sees_cluster) EXPECT_LT(drawn.size(), 40'000u);
    }
}

TEST(PointLayers, BudgetChoosesTheMostLevelsThatFit) {
    std::array<std::int64_t, PointOrder::k_level_count> visible{};
    visible[0] = 100;
    visible[1] = 100;
    visible[2] = 200;
    EXPECT_EQ(last_level_within(10, visible), 0);
    EXPECT_EQ(last_level_within(199, visible), 0);
    EXPECT_EQ(last_level_within(200, visible), 1);
    EXPECT_EQ(last_level_within(400, visible), PointOrder::k_level_count - 1);
}

}  // namespace
}  // namespace labelscape
