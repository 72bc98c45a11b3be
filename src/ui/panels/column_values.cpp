#include "ui/panels/column_values.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <unordered_map>

namespace labelscape {
namespace {

constexpr double k_day_ms = 86400000;

std::string_view without_space(std::string_view text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
    while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
    return text;
}

template <class T>
std::optional<T> parse_all(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// libc++ has no from_chars for floating point.
std::optional<double> parse_number(std::string_view text) {
    const std::string copy(text);
    char* end = nullptr;
    const double value = std::strtod(copy.c_str(), &end);
    if (copy.empty() || end != copy.c_str() + copy.size()) return std::nullopt;
    return value;
}

std::optional<double> parse_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = parse_all<int>(text.substr(0, 4));
    const auto month = parse_all<unsigned>(text.substr(5, 2)), day = parse_all<unsigned>(text.substr(8, 2));
    if (!year || !month || !day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(*month),
                                           std::chrono::day(*day)};
    if (!date.ok()) return std::nullopt;
    return static_cast<double>(std::chrono::sys_days(date).time_since_epoch().count()) * k_day_ms;
}

}  // namespace

std::vector<ValueCount> frequent_values(const Dataset& dataset, const Column& column, std::size_t limit) {
    std::unordered_map<std::string, std::uint32_t> counts;
    for (DocId doc = 0; doc < dataset.size(); ++doc) {
        std::string cell = column.cell(doc);
        if (!cell.empty()) ++counts[std::move(cell)];
    }
    std::vector<ValueCount> values(counts.begin(), counts.end());
    std::ranges::sort(values, [](const ValueCount& a, const ValueCount& b) {
        return a.second != b.second ? a.second > b.second : a.first < b.first;
    });
    if (values.size() > limit) values.resize(limit);
    return values;
}

std::optional<std::pair<double, double>> number_range(const Column& column) {
    std::optional<std::pair<double, double>> range;
    for (const double value : column.numbers) {
        if (!std::isfinite(value)) continue;
        if (!range) range.emplace(value, value);
        range->first = std::min(range->first, value);
        range->second = std::max(range->second, value);
    }
    return range;
}

std::optional<double> parse_bound(ColumnType type, std::string_view text, bool end_of_day) {
    text = without_space(text);
    if (type == ColumnType::date) {
        const auto day = parse_day(text);
        return day && end_of_day ? *day + k_day_ms - 1 : day;
    }
    const auto value = parse_number(text);
    return value && std::isfinite(*value) ? value : std::nullopt;
}

std::string bound_text(ColumnType type, double value) {
    char text[32];
    if (type != ColumnType::date) {
        const auto end = std::to_chars(text, text + sizeof text, value).ptr;
        return {text, end};
    }
    const std::chrono::sys_days day{std::chrono::days(static_cast<int>(std::floor(value / k_day_ms)))};
    const std::chrono::year_month_day date{day};
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    return text;
}

}  // namespace labelscape
