#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/texts.hpp"

namespace labelscape {

/// Keywords by label: which labels a text hints at, and where.
/// A keyword matches whole words in spite of letter case; in scripts without spaces, anywhere. It
/// may hold several words.
class LabelKeywords {
public:
    LabelKeywords() = default;
    /// keywords[label] lists the words of that label; empty words are passed over.
    explicit LabelKeywords(std::span<const std::vector<std::string>> keywords);

    bool empty() const { return words_.empty(); }
    /// Labels with at least one hit, ascending.
    std::vector<std::int32_t> labels_in(std::string_view text) const;
    struct Hit {
        TextRange range;
        std::int32_t label = 0;
    };
    /// All hits by ascending position, for highlighting.
    std::vector<Hit> find(std::string_view text) const;

private:
    struct Word {
        std::string folded;
        std::int32_t label = 0;
        bool whole_word = true;
    };
    std::vector<Word> words_;  ///< by label
};

}  // namespace labelscape
