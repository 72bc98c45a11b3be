#include "ui/panels/map_names.hpp"

#include <gtest/gtest.h>

#include "base/random.hpp"

namespace labelscape {
namespace {

constexpr NameBox k_view{100, 50, 900, 650};

std::vector<NameWish> random_wishes(std::uint64_t seed, std::uint32_t count) {
    Random random(seed);
    const auto between = [&](float low, float high) {
        return low + (high - low) * static_cast<float>(random.below(10000)) / 10000;
    };
    std::vector<NameWish> wishes;
    for (std::uint32_t i = 0; i < count; ++i) {
        wishes.push_back({i, between(0, 1000), between(0, 700), between(20, 190), 20});
    }
    return wishes;
}

class NamePlacement : public ::testing::TestWithParam<std::uint64_t> {};

TEST_P(NamePlacement, NoNameOverlapsAnotherOrABlockedPlaceOrLeavesTheView) {
    const NameBox blocked[] = {{100, 50, 300, 90}, {600, 400, 900, 650}};
    const NameOptions options{.view = k_view, .coverage = 0.5f, .blocked = blocked};
    const auto wishes = random_wishes(GetParam(), 300);
    const auto placed = place_names(wishes, options);
    EXPECT_GT(placed.size(), 5u);
    for (std::size_t i = 0; i < placed.size(); ++i) {
        const NameBox& box = placed[i].box;
        EXPECT_TRUE(box.min_x >= k_view.min_x && box.max_x <= k_view.max_x + 0.01f);
        EXPECT_TRUE(box.min_y >= k_view.min_y && box.max_y <= k_view.max_y + 0.01f);
        for (const NameBox& other : blocked) EXPECT_FALSE(box.overlaps(other));
        for (std::size_t j = 0; j < i; ++j) EXPECT_FALSE(box.overlaps(placed[j].box));
        EXPECT_NEAR(box.width(), wishes[placed[i].place].width, 0.01f);
    }
}

TEST_P(NamePlacement, ANameIsLeftOutOnlyForAMoreImportantOneOrForRoom) {
    const NameOptions options{.view = k_view, .coverage = 10};
    const auto wishes = random_wishes(GetParam(), 200);
    const auto placed = place_names(wishes, options);
    std::size_t next = 0;
    for (const NameWish& wish : wishes) {
        if (next < placed.size() && placed[next].place == wish.place) {
            ++next;
            continue;
        }
        const bool outside =
            wish.x < k_view.min_x || wish.x > k_view.max_x || wish.y < k_view.min_y || wish.y > k_view.max_y;
        const NameOptions alone{.view = k_view};
        const auto own = place_names(std::span(&wish, 1), alone);
        bool in_the_way = false;
        for (std::size_t j = 0; j < next && !own.empty(); ++j) {
            const NameBox& box = own[0].box;
            in_the_way |= NameBox{box.min_x - alone.gap_x, box.min_y - alone.gap_y, box.max_x + alone.gap_x,
                                  box.max_y + alone.gap_y}
                              .overlaps(placed[j].box);
        }
        EXPECT_TRUE(outside || in_the_way) << wish.place;
    }
    EXPECT_EQ(next, placed.size());
}

INSTANTIATE_TEST_SUITE_P(Seeds, NamePlacement, ::testing::Range<std::uint64_t>(1, 9));

TEST(NamePlacement, ZoomingInShowsMoreOfACrowd) {
    // 40 topics in a disc of 60 px; eight times nearer they spread over 480 px.
    std::vector<std::size_t> counts;
    for (const float zoom : {1.0f, 4.0f, 8.0f}) {
        Random random(3);
        std::vector<NameWish> wishes;
        for (std::uint32_t i = 0; i < 40; ++i) {
            const float dx = static_cast<float>(random.below(60)) - 30, dy = static_cast<float>(random.below(60)) - 30;
            wishes.push_back({i, 500 + dx * zoom, 350 + dy * zoom, 80, 20});
        }
        counts.push_back(place_names(wishes, {.view = k_view, .coverage = 0.5f}).size());
    }
    EXPECT_LT(counts[0], counts[1]);
    EXPECT_LT(counts[1], counts[2]);
}

TEST(NamePlacement, CoverageBoundsTheNames) {
    const auto wishes = random_wishes(5, 500);
    const auto few = place_names(wishes, {.view = k_view, .coverage = 0.05f});
    const auto many = place_names(wishes, {.view = k_view, .coverage = 0.4f});
    EXPECT_LT(few.size(), many.size());
    for (std::size_t i = 0; i < few.size(); ++i) EXPECT_EQ(few[i].place, many[i].place);
    EXPECT_TRUE(place_names({}, {.view = k_view}).empty());
}

}  // namespace
}  // namespace labelscape
