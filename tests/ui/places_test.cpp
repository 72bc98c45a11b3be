#include "ui/places.hpp"

#include <gtest/gtest.h>

namespace labelscape {
namespace {

PlaceCounts counts(std::initializer_list<Place> shown) {
    PlaceCounts counts{};
    for (const Place place : shown) ++counts[static_cast<std::size_t>(place)];
    return counts;
}

void expect_area(const Area& area, float left, float top, float right, float bottom) {
    EXPECT_FLOAT_EQ(area.min.x, left);
    EXPECT_FLOAT_EQ(area.min.y, top);
    EXPECT_FLOAT_EQ(area.max.x, right);
    EXPECT_FLOAT_EQ(area.max.y, bottom);
}

TEST(Places, StandBesideEachOther) {
    const Places places({1400, 900}, 50, counts({Place::top, Place::left, Place::center, Place::right, Place::dock}),
                        {300, 400, 250});
    expect_area(places.area(Place::top, 0), 0, 0, 1400, 50);
    expect_area(places.area(Place::left, 0), 0, 50, 300, 900);
    expect_area(places.area(Place::center, 0), 300, 50, 1000, 650);
    expect_area(places.area(Place::dock, 0), 300, 650, 1000, 900);
    expect_area(places.area(Place::right, 0), 1000, 50, 1400, 900);
    expect_area(places.area(Place::overlay, 0), 300, 50, 1000, 900);
    expect_area(places.area(Place::dialog, 0), 0, 0, 1400, 900);
}

TEST(Places, WithoutViewsTakeNoRoom) {
    const Places places({1400, 900}, 50, counts({Place::center}), {300, 400, 250});
    expect_area(places.area(Place::page, 0), 0, 0, 1400, 900);
    expect_area(places.area(Place::center, 0), 0, 0, 1400, 900);
    EXPECT_TRUE(places.used(Place::center));
    EXPECT_FALSE(places.used(Place::left));
}

TEST(Places, LeaveRoomForTheMiddle) {
    const PlaceCounts all = counts({Place::left, Place::center, Place::right, Place::dock});
    const Places greedy({1000, 500}, 50, all, {10000, 10000, 10000});
    expect_area(greedy.area(Place::center, 0), 340, 0, 660, 200);
    const Places modest({1000, 500}, 50, all, {100, 100, 100});
    expect_area(modest.area(Place::center, 0), 240, 0, 760, 380);
    const Places narrow({500, 150}, 50, all, {380, 360, 230});
    expect_area(narrow.area(Place::center, 0), 170, 0, 330, 60);
}

TEST(Places, AreSharedWithoutGaps) {
    for (int count = 1; count <= 5; ++count) {
        PlaceCounts shown{};
        shown[static_cast<std::size_t>(Place::right)] = shown[static_cast<std::size_t>(Place::dock)] = count;
        const Places places({1400, 900}, 50, shown, {});
        float y = 0, x = 0;
        for (int nth = 0; nth < count; ++nth) {
            const Area right = places.area(Place::right, nth), dock = places.area(Place::dock, nth);
            EXPECT_EQ(right.min.y, y);
            EXPECT_EQ(dock.min.x, x);
            EXPECT_GT(right.height(), 100);
            EXPECT_GT(dock.width(), 100);
            y = right.max.y;
            x = dock.max.x;
        }
        EXPECT_EQ(y, 900);
        EXPECT_EQ(x, places.area(Place::dock).max.x);
    }
}

}  // namespace
}  // namespace labelscape
