#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace labelscape::regex_syntax {

struct Range {
    char32_t first = 0;
    char32_t last = 0;
};

/// Sorts and joins; the ranges of a set never overlap or touch.
void normalize(std::vector<Range>& ranges);
/// All code points that a normalized set does not hold.
std::vector<Range> complement(const std::vector<Range>& ranges);

struct Node {
    enum class Kind : std::uint8_t {
        chars,        ///< one code point of `ranges`
        sequence,     ///< children one after the other; none matches the empty text
        alternation,  ///< one of the children, the first is preferred
        repeat,       ///< children[0] min..max times
        text_begin,
        text_end,
        word_border,
        no_word_border,
    };
    Kind kind = Kind::sequence;
    std::vector<std::int32_t> children;  ///< indices into Tree::nodes
    std::vector<Range> ranges;           ///< normalized; folded when letter case is ignored
    std::int32_t min = 0;
    std::int32_t max = 0;  ///< k_unlimited: no limit
    bool lazy = false;
};

inline constexpr std::int32_t k_unlimited = -1;
inline constexpr std::int32_t k_max_repeat = 1000;

struct Tree {
    std::vector<Node> nodes;
    std::int32_t root = 0;
};

/// Reads the language that regex.hpp describes. With `fold`, sets are folded, to be compared with
/// folded text.
Result<Tree> parse(std::string_view pattern, bool fold);

}  // namespace labelscape::regex_syntax
