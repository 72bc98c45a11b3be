#include "model/date.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace labelscape {
namespace {

TEST(Date, AgreesWithToISOStringOfJavaScript) {
    EXPECT_EQ(format_time(0), "1970-01-01T00:00:00Z");
    EXPECT_EQ(format_time(-1), "1969-12-31T23:59:59.999Z");
    EXPECT_EQ(format_time(1709164799999), "2024-02-28T23:59:59.999Z");
    EXPECT_EQ(format_time(951782400000), "2000-02-29T00:00:00Z");
    EXPECT_EQ(format_time(-2203891200000), "1900-03-01T00:00:00Z");
    EXPECT_EQ(format_time(253402300799000), "9999-12-31T23:59:59Z");
    EXPECT_EQ(format_time(8.64e15), "+275760-09-13T00:00:00Z");
    EXPECT_EQ(format_time(-8.64e15), "-271821-04-20T00:00:00Z");
}

TEST(Date, LeavesOutMidnight) {
    EXPECT_EQ(format_date(1709164800000), "2024-02-29");
    EXPECT_EQ(format_date(-86400000), "1969-12-31");
    EXPECT_EQ(format_date(1709164801000), "2024-02-29T00:00:01Z");
}

TEST(Date, IsEmptyBeyondItsRange) {
    EXPECT_EQ(format_time(8.64e15 + 1), "");
    EXPECT_EQ(format_date(1e300), "");
    EXPECT_EQ(format_date(std::numeric_limits<double>::quiet_NaN()), "");
    EXPECT_EQ(format_date(-std::numeric_limits<double>::infinity()), "");
}

}  // namespace
}  // namespace labelscape
