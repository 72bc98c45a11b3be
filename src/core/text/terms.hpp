#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "core/text/tokenize.hpp"

namespace labelscape {

/// A word that can describe a topic, or two neighboring ones.
struct Term {
    std::uint64_t key = 0;   ///< hash of the folded words
    std::uint64_t left = 0;  ///< of a pair: the keys of its words; else 0
    std::uint64_t right = 0;
    TextRange range;     ///< where it stands in the text
    bool piece = false;  ///< characters of a script without spaces
};

/// Finds terms: no numbers, no single letters, no function words (stop_words.hpp). Words make a
/// pair when nothing but one space, hyphen, slash or apostrophe stands between them.
class TermFinder {
public:
    TermFinder();
    /// In order of appearance, repeated ones too; replaces what `out` holds. Safe to call from
    /// several threads.
    void find(std::string_view text, TokenList& scratch, std::vector<Term>& out) const;

private:
    bool is_content(const TokenList& list, const Token& token) const;

    std::unordered_set<std::uint64_t> stop_keys_;
};

}  // namespace labelscape
