#include "ui/widgets/numbers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace labelscape {

namespace {

constexpr const char* k_thin_space = "\u2009";

std::string printed(const char* format, double value) {
    char text[64];
    std::snprintf(text, sizeof(text), format, value);
    return text;
}

std::string with_unit(std::int64_t count, const char* unit) { return std::to_string(count) + ' ' + unit; }

/// Two units at most: "3 min 20 s".
std::string two_units(std::int64_t large, const char* large_unit, std::int64_t small, const char* small_unit) {
    std::string text = with_unit(large, large_unit);
    if (small > 0) text += ' ' + with_unit(small, small_unit);
    return text;
}

}  // namespace

std::string count_text(std::int64_t count) {
    const std::string digits = std::to_string(count < 0 ? -count : count);
    std::string text = count < 0 ? "−" : "";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i > 0 && (digits.size() - i) % 3 == 0) text += k_thin_space;
        text += digits[i];
    }
    return text;
}

std::string count_text(std::int64_t count, std::string_view singular, std::string_view plural) {
    return count_text(count) + ' ' + std::string(count == 1 ? singular : plural);
}

std::string percent_text(double share, int digits) {
    if (std::isnan(share)) return "–";
    char text[32];
    std::snprintf(text, sizeof(text), "%.*f\u2009%%", digits, share * 100);
    return text;
}

std::string bytes_text(std::uint64_t bytes) {
    const auto value = static_cast<double>(bytes);
    if (value < 1e3) return std::to_string(bytes) + " B";
    if (value < 1e6) return printed("%.0f kB", value / 1e3);
    if (value < 1e9) return printed(value < 1e7 ? "%.1f MB" : "%.0f MB", value / 1e6);
    return printed("%.1f GB", value / 1e9);
}

std::string duration_text(double seconds) {
    if (!(seconds >= 1)) return "less than a second";
    const auto whole = static_cast<std::int64_t>(std::min(seconds + 0.5, 3.6e8));
    if (whole < 60) return with_unit(whole, "s");
    if (whole < 600) return two_units(whole / 60, "min", whole % 60, "s");
    if (whole < 3600) return with_unit(whole / 60, "min");
    return two_units(whole / 3600, "h", whole % 3600 / 60, "min");
}

std::string time_left_text(std::int64_t done, std::int64_t total, double elapsed_s) {
    // The first moments tell little about the rest.
    if (done <= 0 || total <= done || elapsed_s < 1) return {};
    const double left = elapsed_s * static_cast<double>(total - done) / static_cast<double>(done);
    if (left < 5) return "a few seconds left";
    if (left < 60) return "about " + with_unit(static_cast<std::int64_t>(std::ceil(left / 5) * 5), "s") + " left";
    if (left < 3600) return "about " + with_unit(static_cast<std::int64_t>(std::ceil(left / 60)), "min") + " left";
    return "about " + duration_text(std::ceil(left / 600) * 600) + " left";
}

std::string rate_text(std::int64_t done, double elapsed_s, std::string_view unit) {
    if (done <= 0 || elapsed_s < 0.5 || unit.empty()) return {};
    const double rate = static_cast<double>(done) / elapsed_s;
    const std::string number = rate < 10 ? printed("%.1f", rate) : count_text(std::llround(rate));
    return number + ' ' + std::string(unit) + "/s";
}

std::string ago_text(double then_ms, double now_ms) {
    const double seconds = (now_ms - then_ms) / 1000;
    const auto ago = [](double count, const char* one, const char* many) {
        const auto whole = static_cast<std::int64_t>(count);
        return std::to_string(whole) + ' ' + (whole == 1 ? one : many) + " ago";
    };
    if (seconds < 60) return "just now";
    if (seconds < 3600) return ago(seconds / 60, "minute", "minutes");
    if (seconds < 86400) return ago(seconds / 3600, "hour", "hours");
    if (seconds < 2 * 86400) return "yesterday";
    if (seconds < 14 * 86400) return ago(seconds / 86400, "day", "days");
    const auto then = static_cast<std::time_t>(then_ms / 1000);
    std::tm parts{};
    gmtime_r(&then, &parts);
    char text[32];
    std::strftime(text, sizeof(text), "%Y-%m-%d", &parts);
    return text;
}

}  // namespace labelscape
