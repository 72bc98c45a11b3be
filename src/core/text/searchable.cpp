#include "core/text/searchable.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

bool stands_alone(std::string_view text, std::size_t begin, std::size_t end) {
    if (end < text.size()) {
        std::size_t at = end;
        if (is_word_char(next_code_point(text, at))) return false;
    }
    if (begin == 0) return true;
    std::size_t before = begin - 1;
    while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xc0u) == 0x80u) --before;
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
            append_utf8(out, fold_case(c));
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
