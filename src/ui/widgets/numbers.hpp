#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace labelscape {

/// Thousands apart by thin spaces: "12 345".
std::string count_text(std::int64_t count);
/// "12 345 texts", "1 text": `plural` is used for all counts but 1.
std::string count_text(std::int64_t count, std::string_view singular, std::string_view plural);
/// "4.1 %"; `digits` after the point. NaN gives "–".
std::string percent_text(double share, int digits = 0);
/// "340 MB", "1.2 GB".
std::string bytes_text(std::uint64_t bytes);
/// "less than a second", "12 s", "3 min 20 s", "1 h 5 min".
std::string duration_text(double seconds);
/// Time left of work that has done `done` of `total` in `elapsed_s`: "about 2 min left"; empty while unknown.
std::string time_left_text(std::int64_t done, std::int64_t total, double elapsed_s);
/// "1 240 texts/s"; empty while unknown.
std::string rate_text(std::int64_t done, double elapsed_s, std::string_view unit);
/// How long ago: "just now", "5 min ago", "yesterday", "3 days ago", then the date "2025-03-01".
std::string ago_text(double then_ms, double now_ms);

}  // namespace labelscape
