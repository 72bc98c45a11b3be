#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bitset.hpp"
#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/step.hpp"
#include "core/text/regex.hpp"
#include "core/text/texts.hpp"

namespace labelscape {

/// What the user typed into the search box; texts are compared as append_searchable() gives them, whatever their case.
///   card payment    both, anywhere, also inside words
///   "card payment"  exactly this; a run of white space equals one space
///   =card           as a whole word
///   -refund         not this (also -"..." and -=...)
class TextQuery {
public:
    /// A query of nothing but white space matches everything.
    static TextQuery parse(std::string_view query);

    bool empty() const { return terms_.empty(); }
    bool matches(std::string_view text) const;
    /// Where the wanted terms stand: ascending, merged where they touch or overlap. Empty if the
    /// text does not match.
    std::vector<TextRange> find(std::string_view text) const;

private:
    struct Term {
        std::string folded;
        bool excluded = false;
        bool whole_word = false;
    };
    std::vector<Term> terms_;
};

/// A plain query or a regular expression: both say which texts match and where.
class TextMatcher {
public:
    TextMatcher(TextQuery query) : matcher_(std::move(query)) {}
    TextMatcher(Regex regex) : matcher_(std::move(regex)) {}
    bool matches(std::string_view text) const;
    std::vector<TextRange> find(std::string_view text) const;

private:
    std::variant<TextQuery, Regex> matcher_;
};

/// Finds the matching documents by slices, on all workers.
class TextSearch {
public:
    TextSearch(Texts texts, TextMatcher matcher);

    Step step(const Budget& budget);
    double progress() const;
    /// What was found so far; complete when done.
    const Bitset& result() const { return found_; }

private:
    Texts texts_;
    TextMatcher matcher_;
    Bitset found_;
    DocId next_ = 0;
};

}  // namespace labelscape
