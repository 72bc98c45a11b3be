#include "model/date.hpp"

#include <cmath>
#include <cstdint>
#include <cstdio>

#include "model/limits.hpp"

namespace labelscape {
namespace {

constexpr double k_day_ms = 86400000.0;

struct CivilDate {
    std::int64_t year;
    unsigned month, day;
};

/// Days since 1970 to a calendar date (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
CivilDate civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<unsigned>(days - era * 146097);
    const unsigned year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned shifted = (5 * day_of_year + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
            day_of_year - (153 * shifted + 2) / 5 + 1};
}

std::string format_day(double days) {
    const CivilDate date = civil_from_days(static_cast<std::int64_t>(days));
    char text[64];
    // Years beyond four digits carry a sign and six digits.
    const char* format = date.year < 0 || date.year > 9999 ? "%+07lld-%02u-%02u" : "%04lld-%02u-%02u";
    std::snprintf(text, sizeof text, format, static_cast<long long>(date.year), date.month, date.day);
    return text;
}

}  // namespace

std::string format_time(double ms) {
    if (!(std::abs(ms) <= k_max_time_ms)) return {};
    ms = std::floor(ms);
    const double days = std::floor(ms / k_day_ms);
    const auto rest = static_cast<long>(ms - days * k_day_ms);
    char text[64];
    std::snprintf(text, sizeof text, "T%02ld:%02ld:%02ld", rest / 3600000, rest / 60000 % 60, rest / 1000 % 60);
    std::string time = format_day(days) + text;
    std::snprintf(text, sizeof text, ".%03ld", rest % 1000);
    if (rest % 1000 != 0) time += text;
    return time + "Z";
}

std::string format_date(double ms) {
    if (!(std::abs(ms) <= k_max_time_ms)) return {};
    const double days = std::floor(ms / k_day_ms);
    return ms == days * k_day_ms ? format_day(days) : format_time(ms);
}

}  // namespace labelscape
