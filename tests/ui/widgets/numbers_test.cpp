#include "ui/widgets/numbers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace labelscape {
namespace {

TEST(Numbers, CountsHaveThinSpaces) {
    EXPECT_EQ(count_text(0), "0");
    EXPECT_EQ(count_text(999), "999");
    EXPECT_EQ(count_text(1000), "1\u2009000");
    EXPECT_EQ(count_text(1234567), "1\u2009234\u2009567");
    EXPECT_EQ(count_text(-12345), "−12\u2009345");
    EXPECT_EQ(count_text(1, "text", "texts"), "1 text");
    EXPECT_EQ(count_text(0, "text", "texts"), "0 texts");
}

TEST(Numbers, SharesAndBytes) {
    EXPECT_EQ(percent_text(0.405), "40\u2009%");
    EXPECT_EQ(percent_text(0.0412, 1), "4.1\u2009%");
    EXPECT_EQ(percent_text(std::nan("")), "–");
    EXPECT_EQ(bytes_text(999), "999 B");
    EXPECT_EQ(bytes_text(340000000), "340 MB");
    EXPECT_EQ(bytes_text(1200000000), "1.2 GB");
}

TEST(Numbers, DurationsInTwoUnits) {
    EXPECT_EQ(duration_text(0.2), "less than a second");
    EXPECT_EQ(duration_text(12.3), "12 s");
    EXPECT_EQ(duration_text(200), "3 min 20 s");
    EXPECT_EQ(duration_text(1800), "30 min");
    EXPECT_EQ(duration_text(3900), "1 h 5 min");
    EXPECT_EQ(duration_text(std::nan("")), "less than a second");
}

TEST(Numbers, TimeLeft) {
    EXPECT_EQ(time_left_text(0, 100, 10), "");
    EXPECT_EQ(time_left_text(100, 100, 10), "");
    EXPECT_EQ(time_left_text(50, 100, 0.5), "");
    EXPECT_EQ(time_left_text(25, 100, 10), "about 30 s left");
    EXPECT_EQ(time_left_text(90, 100, 9), "a few seconds left");
    EXPECT_EQ(time_left_text(10, 100, 20), "about 3 min left");
    EXPECT_EQ(rate_text(2480, 2, "texts"), "1\u2009240 texts/s");
    EXPECT_EQ(rate_text(5, 2, "texts"), "2.5 texts/s");
    EXPECT_EQ(rate_text(5, 0.1, "texts"), "");
}

TEST(Numbers, HowLongAgo) {
    const double day = 86400e3, now = 20000 * day;
    EXPECT_EQ(ago_text(now - 5e3, now), "just now");
    EXPECT_EQ(ago_text(now - 61e3, now), "1 minute ago");
    EXPECT_EQ(ago_text(now - 5 * 3600e3, now), "5 hours ago");
    EXPECT_EQ(ago_text(now - 1.5 * day, now), "yesterday");
    EXPECT_EQ(ago_text(now - 3 * day, now), "3 days ago");
    EXPECT_EQ(ago_text(0, now), "1970-01-01");
}

}  // namespace
}  // namespace labelscape
