#pragma once

#include <string>

namespace labelscape {

/// A time in ms since 1970, UTC, as ISO 8601: "2024-02-29T12:30:00Z", with milliseconds where there are any.
/// Empty when not finite or more than 8.64e15 ms away, as in JavaScript.
std::string format_time(double ms);

/// The same without the time of day when that is midnight: "2024-02-29".
std::string format_date(double ms);

}  // namespace labelscape
