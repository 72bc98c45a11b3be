#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "model/dataset.hpp"

namespace labelscape {

using ValueCount = std::pair<std::string, std::uint32_t>;

/// The most frequent cells of a column by falling count, at most `limit`; missing cells do not count.
std::vector<ValueCount> frequent_values(const Dataset& dataset, const Column& column, std::size_t limit);

/// Smallest and largest number of a numeric column; none when it has no number.
std::optional<std::pair<double, double>> number_range(const Column& column);

/// A number, or for a date column a day such as 2025-03-01, as the column stores it. `end_of_day` gives a day's last
/// millisecond.
std::optional<double> parse_bound(ColumnType type, std::string_view text, bool end_of_day);
/// As a person would write it, so that parse_bound reads it.
std::string bound_text(ColumnType type, double value);

}  // namespace labelscape
