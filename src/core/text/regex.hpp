#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "core/text/texts.hpp"

namespace labelscape {

struct RegexProgram;

/// Regular expressions that cannot be made to hang: one search takes O(text x pattern) time and
/// O(pattern) memory, and no recursion on the text (Thompson 1968 and Pike; see Cox 2009, "Regular
/// expression matching: the virtual machine approach"). The language, on Unicode code points:
///   literals, ., [classes] with ranges and ^, |, ( ), (?: ), * + ? {m} {m,} {m,n} and their lazy
///   forms with ?, ^ $ (begin and end of the text), \d \w \s \D \W \S (Unicode), \b \B, \n \t \r,
///   \x{1F600}, \ before punctuation.
/// . is anything but a line feed. Counts go up to 1000. No references back, no look-around: the
/// error says so.
class Regex {
public:
    enum class Case { ignore, exact };

    /// The error names the position in `pattern`, in characters from 1.
    static Result<Regex> compile(std::string_view pattern, Case letter_case = Case::ignore);

    /// The leftmost match that begins at or after byte `from`; among those the one that Perl would
    /// choose.
    std::optional<TextRange> find(std::string_view text, std::uint32_t from = 0) const;
    bool matches(std::string_view text) const { return find(text).has_value(); }
    /// All matches that do not overlap, from left to right, without empty ones.
    std::vector<TextRange> find_all(std::string_view text) const;

private:
    explicit Regex(std::shared_ptr<const RegexProgram> program) : program_(std::move(program)) {}
    std::shared_ptr<const RegexProgram> program_;
};

}  // namespace labelscape
