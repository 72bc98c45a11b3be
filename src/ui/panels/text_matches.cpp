#include "ui/panels/text_matches.hpp"

#include <algorithm>

#include "app/text_matches.hpp"
#include "core/text/regex.hpp"
#include "core/text/text_search.hpp"

namespace labelscape {
namespace {

void add(std::vector<ByteRange>& ranges, const auto& found) {
    for (const auto& range : found) ranges.emplace_back(range.begin, range.end);
}

/// Ascending, with what overlaps or touches made one.
std::vector<ByteRange> merged(std::vector<ByteRange> ranges) {
    std::ranges::sort(ranges);
    std::vector<ByteRange> result;
    for (const ByteRange& range : ranges) {
        if (!result.empty() && range.first <= result.back().second) {
            result.back().second = std::max(result.back().second, range.second);
        } else {
            result.push_back(range);
        }
    }
    return result;
}

}  // namespace

std::vector<ByteRange> find_matches(std::string_view text, std::string_view search, const Filter& filter) {
    std::vector<ByteRange> ranges;
    if (!search.empty()) add(ranges, TextQuery::parse(search).find(text));
    for (const FilterChip& chip : filter) {
        if (chip.negated) continue;
        const auto condition = text_condition(chip);
        if (const auto matcher = condition ? condition->matcher() : std::nullopt) add(ranges, matcher->find(text));
    }
    return merged(std::move(ranges));
}

std::string regex_error(std::string_view pattern) {
    const auto regex = Regex::compile(pattern);
    return regex ? std::string() : regex.error().message;
}

}  // namespace labelscape
