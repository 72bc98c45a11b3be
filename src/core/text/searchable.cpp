#include "core/text/searchable.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/utf8.hpp"
#include "core/text/search_folds.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

/// Blocks of 256 code points that have an entry in k_folds: most texts meet none.
class FoldBlocks {
public:
    FoldBlocks() {
        for (const auto& fold : search_folds::k_folds) blocks_[fold.code_point >> 8] = true;
    }
    bool has(char32_t c) const { return blocks_[c >> 8]; }

private:
    std::array<bool, 0x110000 / 256> blocks_{};
};

/// A character above ASCII as it is compared: in its plain form, folded; nothing where it is invisible.
void append_plain(std::string& out, char32_t c) {
    static const FoldBlocks blocks;
    if (blocks.has(c)) {
        const auto* fold = std::ranges::lower_bound(search_folds::k_folds, c, {}, &search_folds::Fold::code_point);
        if (fold != std::end(search_folds::k_folds) && fold->code_point == c) {
            out.append(reinterpret_cast<const char*>(search_folds::k_texts) + fold->begin, fold->size);
            return;
        }
    }
    append_utf8(out, fold_case(c));
}

constexpr char32_t k_hangul_first = 0xac00, k_hangul_vowels = 21, k_hangul_tails = 28;

/// Korean letters make syllables by a rule instead of a table (The Unicode Standard, 3.12).
char32_t composed_hangul(char32_t before, char32_t c) {
    if (before >= 0x1100 && before < 0x1113 && c >= 0x1161 && c < 0x1161 + k_hangul_vowels) {
        return k_hangul_first + ((before - 0x1100) * k_hangul_vowels + (c - 0x1161)) * k_hangul_tails;
    }
    const bool open_syllable =
        before >= k_hangul_first && before < 0xd7a4 && (before - k_hangul_first) % k_hangul_tails == 0;
    return open_syllable && c > 0x11a7 && c < 0x11a7 + k_hangul_tails ? before + (c - 0x11a7) : 0;
}

/// What a folded character and a mark after it stand for together; 0: nothing.
char32_t composed(char32_t before, char32_t c) {
    if (c < 0x300) return 0;
    if (c >= 0x1161 && c < 0x1200) return composed_hangul(before, c);
    if (char_class(c) != CharClass::mark) return 0;
    const auto key = [](const search_folds::Pair& pair) { return std::pair(pair.letter, pair.mark); };
    const auto* pair = std::ranges::lower_bound(search_folds::k_pairs, std::pair(before, c), {}, key);
    return pair != std::end(search_folds::k_pairs) && key(*pair) == std::pair(before, c) ? pair->composed : 0;
}

/// Where the last character begins.
std::size_t last_begin(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xc0u) == 0x80u) --at;
    return at;
}

/// Appends a character as it is compared, joined with the letter before it where it is a mark of it. Returns where in
/// `out` the change begins; `begin`: what stands before it stays.
std::size_t append_joined(std::string& out, std::size_t begin, char32_t c) {
    const std::size_t before = out.size();
    append_plain(out, c);
    if (before == begin || before == out.size()) return before;
    const std::size_t letter = last_begin(std::string_view(out).substr(0, before));
    std::size_t at = letter;
    const char32_t first = next_code_point(out, at);
    const char32_t both = composed(first, next_code_point(out, at));
    if (both == 0) return before;
    const std::string rest = out.substr(at);
    out.resize(letter);
    append_utf8(out, both);
    out += rest;
    return letter;
}

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
    if (end < text.size()) {
        std::size_t at = end;
        if (is_word_char(next_code_point(text, at))) return false;
    }
    if (begin == 0) return true;
    std::size_t before = last_begin(text.substr(0, begin));
    return !is_word_char(next_code_point(text, before));
}

}  // namespace

void append_searchable(std::string& out, std::string_view text,
                       std::vector<std::uint32_t>* offsets) {
    out.reserve(out.size() + text.size());
    const auto mark = [&](std::size_t from) {
        if (offsets) offsets->resize(out.size(), static_cast<std::uint32_t>(from));
    };
    const std::size_t begin = out.size();
    std::size_t space =
        std::string_view::npos;  // where a run of white space began that is not written yet
    std::size_t end = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t from = at;
        const auto byte = static_cast<unsigned char>(text[at]);
        char32_t c = byte;
        if (byte < 0x80) {
            ++at;
        } else {
            c = next_code_point(text, at);
        }
        if (is_space(c)) {
            if (space == std::string_view::npos) space = from;
            continue;
        }
        if (space != std::string_view::npos && out.size() > begin) {
            out.push_back(' ');
            mark(space);
        }
        space = std::string_view::npos;
        if (byte < 0x80) {
            out.push_back(byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte + 32) : text[from]);
        } else {
            const std::size_t joined = append_joined(out, begin, c);
            if (offsets && joined < offsets->size()) {
                const std::size_t letter_from = (*offsets)[joined];
                offsets->resize(joined);
                mark(letter_from);
            }
        }
        mark(from);
        end = at;
    }
    if (offsets) offsets->push_back(static_cast<std::uint32_t>(end));
}

std::size_t find_term(std::string_view searchable, std::string_view term, bool whole_word,
                      std::size_t from) {
    for (;;) {
        const std::size_t found = searchable.find(term, from);
        if (found == std::string_view::npos || !whole_word ||
            stands_alone(searchable, found, found + term.size())) {
            return found;
        }
        from = found + 1;
    }
}

void merge_ranges(std::vector<TextRange>& ranges) {
    std::sort(ranges.begin(), ranges.end(), [](TextRange x, TextRange y) {
        return x.begin != y.begin ? x.begin < y.begin : x.end < y.end;
    });
    std::size_t kept = 0;
    for (const TextRange range : ranges) {
        if (kept > 0 && range.begin <= ranges[kept - 1].end) {
            ranges[kept - 1].end = std::max(ranges[kept - 1].end, range.end);
        } else {
            ranges[kept++] = range;
        }
    }
    ranges.resize(kept);
}

}  // namespace labelscape
