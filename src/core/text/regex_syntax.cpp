#include "core/text/regex_syntax.hpp"

#include <algorithm>
#include <optional>
#include <string>

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"
#include "core/text/unicode_tables.hpp"

namespace labelscape::regex_syntax {
namespace {

constexpr char32_t k_last_code_point = 0x10ffff;
constexpr int k_max_depth = 100;

std::vector<Range> class_ranges(bool digits_only) {
    std::vector<Range> ranges{{'0', '9'}};
    if (!digits_only) ranges.insert(ranges.end(), {{'A', 'Z'}, {'a', 'z'}, {'_', '_'}});
    for (const auto& range : unicode_tables::k_classes) {
        if (!digits_only || range.char_class == CharClass::digit) {
            ranges.push_back({range.first, range.last});
        }
    }
    normalize(ranges);
    return ranges;
}

std::vector<Range> space_ranges() {
    std::vector<Range> ranges;
    for (char32_t c = 0; c <= 0x3000; ++c) {
        if (is_space(c)) ranges.push_back({c, c});
    }
    normalize(ranges);
    return ranges;
}

/// The set that \d \D \w \W \s \S stand for.
std::optional<std::vector<Range>> named_set(char32_t letter) {
    const char32_t lower = letter | 0x20u;
    if (lower != 'd' && lower != 'w' && lower != 's') return std::nullopt;
    const std::vector<Range> ranges = lower == 's' ? space_ranges() : class_ranges(lower == 'd');
    return letter == lower ? ranges : complement(ranges);
}

class Parser {
public:
    Parser(std::string_view pattern, bool fold) : fold_(fold) {
        for (std::size_t at = 0; at < pattern.size();)
            pattern_.push_back(next_code_point(pattern, at));
    }

    Result<Tree> run() {
        tree_.root = alternation(0);
        if (!failed_ && !at_end()) fail("there is a ) without its (");
        if (failed_) return *failed_;
        return std::move(tree_);
    }

private:
    bool at_end() const { return at_ >= pattern_.size(); }
    char32_t peek() const { return at_end() ? 0 : pattern_[at_]; }
    bool accept(char32_t c) {
        if (at_end() || pattern_[at_] != c) return false;
        ++at_;
        return true;
    }
    /// Keeps the first error, and ends the reading.
    std::int32_t fail(const std::string& what, std::optional<std::size_t> where = {}) {
        if (!failed_) {
            failed_ = Error{ErrorCode::bad_argument, "Regular expression, character " +
                                                         std::to_string(where.value_or(at_) + 1) +
                                                         ": " + what};
        }
        at_ = pattern_.size();
        return 0;
    }
    std::int32_t add(Node node) {
        tree_.nodes.push_back(std::move(node));
        return static_cast<std::int32_t>(tree_.nodes.size()) - 1;
    }

    std::int32_t alternation(int depth) {
        if (depth > k_max_depth) return fail("parentheses are nested too deeply");
        Node node{Node::Kind::alternation, {}, {}, 0, 0, false};
        do {
            node.children.push_back(sequence(depth));
        } while (accept('|'));
        return node.children.size() == 1 ? node.children[0] : add(std::move(node));
    }

    std::int32_t sequence(int depth) {
        Node node;
        while (!at_end() && peek() != '|' && peek() != ')') {
            node.children.push_back(repeated(atom(depth)));
        }
        return add(std::move(node));
    }

    std::int32_t repeated(std::int32_t child) {
        for (;;) {
            Node node{Node::Kind::repeat, {child}, {}, 0, k_unlimited, false};
            if (accept('+')) {
                node.min = 1;
            } else if (accept('?')) {
                node.max = 1;
            } else if (peek() == '{') {
                if (!counts(node)) return child;
            } else if (!accept('*')) {
                return child;
            }
            node.lazy = accept('?');
            if (peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{') {
                return fail("a repetition cannot be repeated; put it in parentheses");
            }
            return add(std::move(node));
        }
    }

    bool counts(Node& node) {
        const std::size_t begin = at_++;
        const auto min = number();
        node.min = min.value_or(0);
        node.max = node.min;
        bool good = min.has_value();
        if (accept(',')) node.max = peek() == '}' ? k_unlimited : number().value_or(-2);
        good = good && accept('}') && node.max != -2;
        if (!good) {
            fail("{ needs counts such as {2} or {2,5}; write \\{ for the character", begin);
        } else if (node.min > k_max_repeat || node.max > k_max_repeat) {
            fail("a count may be at most " + std::to_string(k_max_repeat), begin);
        } else if (node.max != k_unlimited && node.max < node.min) {
            fail("the first count is larger than the second", begin);
        }
        return !failed_;
    }

    std::optional<std::int32_t> number() {
        std::optional<std::int32_t> value;
        while (peek() >= '0' && peek() <= '9') {
            value =
                std::min(value.value_or(0) * 10 + static_cast<std::int32_t>(peek() - '0'), 100000);
            ++at_;
        }
        return value;
    }

    std::int32_t atom(int depth) {
        const std::size_t begin = at_;
        const char32_t c = pattern_[at_++];
        switch (c) {
            case '(': return group(depth, begin);
            case '[': return char_set(begin);
            case '.': return add_set(complement({{'\n', '\n'}}));
            case '^': return add({Node::Kind::text_begin, {}, {}, 0, 0, false});
            case '$': return add({Node::Kind::text_end, {}, {}, 0, 0, false});
            case '\\': return escape(begin);
            case '*':
            case '+':
            case '?':
            case '{': return fail("there is nothing to repeat before this", begin);
            default: return add_set(folded({{c, c}}));
        }
    }

    std::int32_t group(int depth, std::size_t begin) {
        if (accept('?') && !accept(':')) {
            return fail(
                "look-around, named and inline groups are not supported; use (...) or (?:...)",
                begin);
        }
        const std::int32_t inner = alternation(depth + 1);
        if (!failed_ && !accept(')')) return fail("this ( has no closing )", begin);
        return inner;
    }

    std::int32_t escape(std::size_t begin) {
        if (peek() == 'b' || peek() == 'B') {
            const bool border = pattern_[at_++] == 'b';
            return add({border ? Node::Kind::word_border : Node::Kind::no_word_border,
                        {},
                        {},
                        0,
                        0,
                        false});
        }
        if (auto set = named_set(peek())) {
            ++at_;
            return add_set(std::move(*set));
        }
        const char32_t c = escaped_char(begin);
        return failed_ ? 0 : add_set(folded({{c, c}}));
    }

    /// What follows a backslash and stands for one character.
    char32_t escaped_char(std::size_t begin) {
        if (at_end()) {
            fail("the pattern ends with a \\; write \\\\ for the character", begin);
            return 0;
        }
        const char32_t c = pattern_[at_++];
        switch (c) {
            case 'n': return '\n';
            case 't': return '\t';
            case 'r': return '\r';
            case 'x': return hex_char(begin);
            default: break;
        }
        if (c >= '1' && c <= '9') {
            fail("references back to a group are not supported", begin);
        } else if (c == '_' || is_word_char(c)) {
            fail("\\ before a letter or digit has no such meaning here", begin);
        }
        return c;
    }

    char32_t hex_char(std::size_t begin) {
        char32_t value = 0;
        bool good = accept('{') && peek() != '}';
        while (good && !at_end() && peek() != '}') {
            const char32_t c = peek() | 0x20u;
            const bool letter = c >= 'a' && c <= 'f';
            const bool digit = peek() >= '0' && peek() <= '9';
            value = value * 16 + (letter ? c - 'a' + 10 : peek() - '0');
            good = (letter || digit) && value <= k_last_code_point;
            ++at_;
        }
        if (!good || !accept('}')) fail("a character by number looks like \\x{1F600}", begin);
        return value;
    }

    std::int32_t char_set(std::size_t begin) {
        const bool negated = accept('^');
        std::vector<Range> ranges;
        for (bool first = true; first || peek() != ']'; first = false) {
            if (at_end()) return fail("this [ has no closing ]", begin);
            if (!add_set_item(ranges)) return 0;
        }
        ++at_;
        ranges = folded(std::move(ranges));
        return add_set(negated ? complement(ranges) : std::move(ranges));
    }

    /// A character, a range a-z, or a named set.
    bool add_set_item(std::vector<Range>& ranges) {
        const std::size_t begin = at_;
        if (peek() == '\\' && at_ + 1 < pattern_.size()) {
            if (const auto set = named_set(pattern_[at_ + 1])) {
                at_ += 2;
                ranges.insert(ranges.end(), set->begin(), set->end());
                return true;
            }
        }
        const char32_t first = set_char();
        char32_t last = first;
        if (peek() == '-' && at_ + 1 < pattern_.size() && pattern_[at_ + 1] != ']') {
            ++at_;
            last = set_char();
        }
        if (!failed_ && last < first) fail("the range runs backwards", begin);
        ranges.push_back({first, last});
        return !failed_;
    }

    char32_t set_char() {
        const std::size_t begin = at_;
        const char32_t c = pattern_[at_++];
        return c == '\\' ? escaped_char(begin) : c;
    }

    /// Adds what the members fold to; the text is folded before it is compared.
    std::vector<Range> folded(std::vector<Range> ranges) const {
        if (fold_) {
            constexpr char32_t last_with_case = 0x1e943;
            const std::size_t given = ranges.size();
            for (std::size_t i = 0; i < given; ++i) {
                const Range range = ranges[i];
                for (char32_t c = range.first; c <= std::min(range.last, last_with_case); ++c) {
                    if (const char32_t lower = fold_case(c); lower != c)
                        ranges.push_back({lower, lower});
                }
            }
        }
        normalize(ranges);
        return ranges;
    }

    std::int32_t add_set(std::vector<Range> ranges) {
        return add({Node::Kind::chars, {}, std::move(ranges), 0, 0, false});
    }

    std::u32string pattern_;
    bool fold_;
    std::size_t at_ = 0;
    Tree tree_;
    std::optional<Error> failed_;
};

}  // namespace

void normalize(std::vector<Range>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](Range x, Range y) { return x.first < y.first; });
    std::size_t kept = 0;
    for (const Range range : ranges) {
        if (kept > 0 && range.first <= ranges[kept - 1].last + 1) {
            ranges[kept - 1].last = std::max(ranges[kept - 1].last, range.last);
        } else {
            ranges[kept++] = range;
        }
    }
    ranges.resize(kept);
}

std::vector<Range> complement(const std::vector<Range>& ranges) {
    std::vector<Range> rest;
    char32_t next = 0;
    for (const Range range : ranges) {
        if (range.first > next) rest.push_back({next, range.first - 1});
        next = range.last + 1;
    }
    if (next <= k_last_code_point) rest.push_back({next, k_last_code_point});
    return rest;
}

Result<Tree> parse(std::string_view pattern, bool fold) {
    return Parser(pattern, fold).run();
}

}  // namespace labelscape::regex_syntax
