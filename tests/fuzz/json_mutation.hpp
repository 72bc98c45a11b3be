#pragma once

#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "base/random.hpp"

namespace labelscape::fuzz {

using Json = nlohmann::json;

inline std::string odd_text(Random& random) {
    switch (random.below(9)) {
        case 0: return "";
        case 1: return " ";
        case 2: return std::string(random.below(3000), 'x');
        case 3: return "\xf0\x9f\x98\x80 \xe2\x80\xae";
        case 4: return "\xed\xa0\xbd";   // half a pair, as no UTF-8 may have it
        case 5: return std::string("a\0b", 3);
        case 6: return "\xff\xfe";
        case 7: return "../<script>\"'\\u0000";
        default: return "d" + std::to_string(random.below(8));
    }
}

inline Json odd_number(Random& random) {
    constexpr double k_numbers[] = {0,
                                    -0.0,
                                    1,
                                    -1,
                                    0.5,
                                    21,
                                    1e9,
                                    -1e9,
                                    2147483648.0,
                                    4294967295.0,
                                    4294967296.0,
                                    9007199254740993.0,
                                    1e300,
                                    -1e300,
                                    5e-324,
                                    HUGE_VAL};
    switch (random.below(4)) {
        case 0: return static_cast<std::int64_t>(random.next());
        case 1: return random.next();
        default: return k_numbers[random.below(std::size(k_numbers))];
    }
}

inline Json odd_value(Random& random, int depth = 0) {
    switch (random.below(depth > 3 ? 5 : 8)) {
        case 0: return nullptr;
        case 1: return random.below(2) == 0;
        case 2: return odd_number(random);
        case 3:
        case 4: return odd_text(random);
        case 5: {
            Json list = Json::array();
            for (std::uint32_t count = random.below(4); count > 0; --count)
                list.push_back(odd_value(random, depth + 1));
            return list;
        }
        case 6: {
            Json object = Json::object();
            for (std::uint32_t count = random.below(4); count > 0; --count)
                object[odd_text(random)] = odd_value(random, depth + 1);
            return object;
        }
        default: {
            Json deep = odd_value(random, 4);
            for (std::uint32_t count = random.below(200); count > 0; --count) deep = Json::array({std::move(deep)});
            return deep;
        }
    }
}

/// Changes one place somewhere in a value.
inline void mutate(Random& random, Json& json) {
    const bool inside = json.is_structured() && !json.empty() && random.below(4) > 0;
    if (inside) return mutate(random, *std::next(json.begin(), random.below(static_cast<std::uint32_t>(json.size()))));
    if (json.is_object() && random.below(3) > 0) {
        if (!json.empty() && random.below(2) == 0) {
            json.erase(std::next(json.begin(), random.below(static_cast<std::uint32_t>(json.size()))));
        } else {
            json[odd_text(random)] = odd_value(random);
        }
        return;
    }
    if (json.is_array() && random.below(3) > 0) return json.push_back(odd_value(random));
    json = odd_value(random);
}

/// As it may come over the border: JSON, or something like it.
inline std::string written(Random& random, const Json& json) {
    std::string text = json.dump(-1, ' ', false, Json::error_handler_t::ignore);
    const std::size_t at = random.below(static_cast<std::uint32_t>(text.size() + 1));
    switch (random.below(20)) {
        case 0: return text.substr(0, at);
        case 1: return text.insert(at, 1, static_cast<char>(random.next()));
        case 2: return "{\"a\":\"\\ud83d\"}";
        case 3: return std::string(2000, '[');
        default: return text;
    }
}

}  // namespace labelscape::fuzz
