#include "core/suggest/label_keywords.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "core/text/searchable.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

/// Words of scripts without spaces stand inside longer runs.
bool needs_borders(std::string_view folded) {
    for (std::size_t at = 0; at < folded.size();) {
        const CharClass c = char_class(next_code_point(folded, at));
        if (c == CharClass::han || c == CharClass::hiragana || c == CharClass::katakana ||
            c == CharClass::southeast) {
            return false;
        }
    }
    return true;
}

}  // namespace

LabelKeywords::LabelKeywords(std::span<const std::vector<std::string>> keywords) {
    for (std::size_t label = 0; label < keywords.size(); ++label) {
        for (const std::string& keyword : keywords[label]) {
            Word word;
            append_searchable(word.folded, keyword);
            word.label = static_cast<std::int32_t>(label);
            word.whole_word = needs_borders(word.folded);
            if (!word.folded.empty()) words_.push_back(std::move(word));
        }
    }
}

std::vector<std::int32_t> LabelKeywords::labels_in(std::string_view text) const {
    std::vector<std::int32_t> labels;
    if (empty()) return labels;
    std::string searchable;
    append_searchable(searchable, text);
    for (const Word& word : words_) {
        if (!labels.empty() && labels.back() == word.label) continue;
        if (find_term(searchable, word.folded, word.whole_word, 0) != std::string::npos) {
            labels.push_back(word.label);
        }
    }
    return labels;
}

std::vector<LabelKeywords::Hit> LabelKeywords::find(std::string_view text) const {
    std::vector<Hit> hits;
    if (empty()) return hits;
    std::string searchable;
    std::vector<std::uint32_t> offsets;
    append_searchable(searchable, text, &offsets);
    for (const Word& word : words_) {
        std::size_t at = find_term(searchable, word.folded, word.whole_word, 0);
        while (at != std::string::npos) {
            const std::size_t end = at + word.folded.size();
            hits.push_back({{offsets[at], offsets[end]}, word.label});
            at = find_term(searchable, word.folded, word.whole_word, end);
        }
    }
    std::stable_sort(hits.begin(), hits.end(),
                     [](const Hit& x, const Hit& y) { return x.range.begin < y.range.begin; });
    return hits;
}

}  // namespace labelscape
