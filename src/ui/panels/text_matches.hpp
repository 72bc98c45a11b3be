#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/filter.hpp"

namespace labelscape {

/// Bytes [first, second) of a text.
using ByteRange = std::pair<std::uint32_t, std::uint32_t>;

/// Where the words of a search, and of text and regex chips that are not negated, stand in a text: ascending, apart.
std::vector<ByteRange> find_matches(std::string_view text, std::string_view search, const Filter& filter);

/// Why a regular expression cannot be used; empty when it can.
std::string regex_error(std::string_view pattern);

}  // namespace labelscape
