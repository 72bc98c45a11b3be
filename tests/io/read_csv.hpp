#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace labelscape::test {

/// CSV by the letter of RFC 4180.
inline std::vector<std::vector<std::string>> parse_csv(const std::string& text, char delimiter = ',') {
    std::vector<std::vector<std::string>> rows{{""}};
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        if (quoted) {
            if (c != '"')
                rows.back().back().push_back(c);
            else if (at + 1 < text.size() && text[at + 1] == '"')
                rows.back().back().push_back(text[++at]);
            else
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == delimiter) {
            rows.back().emplace_back();
        } else if (c == '\r') {
            EXPECT_EQ(text[++at], '\n');
            rows.push_back({""});
        } else {
            rows.back().back().push_back(c);
        }
    }
    rows.pop_back();
    return rows;
}

}  // namespace labelscape::test
