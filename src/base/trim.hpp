#pragma once

#include <string_view>

namespace labelscape {

/// The part without ASCII white space at its ends.
inline std::string_view trimmed_view(std::string_view text) {
    constexpr std::string_view k_space = " \t\r\n";
    const auto begin = text.find_first_not_of(k_space);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(k_space) + 1 - begin);
}

}  // namespace labelscape
