#include "core/text/text_search.hpp"

#include <algorithm>
#include <utility>

#include "base/parallel_for.hpp"
#include "base/utf8.hpp"
#include "core/text/searchable.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

bool is_quote(char32_t c) {
    return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

/// Where in the text a find ends that ends before byte `end` of what was searched: behind a character of which it holds
/// a part, such as one s of two that stand for a sharp one.
std::uint32_t end_of(const std::vector<std::uint32_t>& offsets, std::size_t end) {
    const std::uint32_t last = offsets[end - 1];
    while (end + 1 < offsets.size() && offsets[end] == last) ++end;
    return offsets[end];
}

}  // namespace

TextQuery TextQuery::parse(std::string_view query) {
    TextQuery parsed;
    for (std::size_t at = 0; at < query.size();) {
        std::size_t next = at;
        if (is_space(next_code_point(query, next))) {
            at = next;
            continue;
        }
        Term term;
        term.excluded = query[at] == '-';
        if (term.excluded) ++at;
        term.whole_word = at < query.size() && query[at] == '=';
        if (term.whole_word) ++at;
        std::size_t begin = at;
        std::size_t end = at;
        bool quoted = false;
        for (bool first = true; at < query.size(); first = false) {
            next = at;
            const char32_t c = next_code_point(query, next);
            if (first && is_quote(c)) {
                quoted = true;
                begin = next;
            } else if (quoted ? is_quote(c) : is_space(c)) {
                at = next;
                break;
            }
            at = end = next;
        }
        append_searchable(term.folded, query.substr(begin, end - begin));
        if (!term.folded.empty()) parsed.terms_.push_back(std::move(term));
    }
    return parsed;
}

bool TextQuery::matches(std::string_view text) const {
    std::string searchable;
    append_searchable(searchable, text);
    return std::all_of(terms_.begin(), terms_.end(), [&](const Term& term) {
        const bool found =
            find_term(searchable, term.folded, term.whole_word, 0) != std::string::npos;
        return found != term.excluded;
    });
}

std::vector<TextRange> TextQuery::find(std::string_view text) const {
    std::vector<TextRange> ranges;
    if (!matches(text)) return ranges;
    std::string searchable;
    std::vector<std::uint32_t> offsets;
    append_searchable(searchable, text, &offsets);
    for (const Term& term : terms_) {
        if (term.excluded) continue;
        std::size_t from = 0;
        for (;;) {
            const std::size_t found = find_term(searchable, term.folded, term.whole_word, from);
            if (found == std::string::npos) break;
            ranges.push_back({offsets[found], end_of(offsets, found + term.folded.size())});
            from = found + 1;
        }
    }
    merge_ranges(ranges);
    return ranges;
}

bool TextMatcher::matches(std::string_view text) const {
    return std::visit([&](const auto& matcher) { return matcher.matches(text); }, matcher_);
}

std::vector<TextRange> TextMatcher::find(std::string_view text) const {
    if (const auto* regex = std::get_if<Regex>(&matcher_)) return regex->find_all(text);
    return std::get<TextQuery>(matcher_).find(text);
}

TextSearch::TextSearch(Texts texts, TextMatcher matcher)
    : texts_(std::move(texts)), matcher_(std::move(matcher)), found_(texts_.count) {}

Step TextSearch::step(const Budget& budget) {
    constexpr DocId chunk =
        64;  // one word of the bitset, so that chunks never write to the same one
    // With fewer workers a batch is smaller, so that it takes no longer.
    const DocId batch = 2 * chunk * static_cast<DocId>(parallel_workers());
    while (next_ < texts_.count) {
        const DocId end = std::min(texts_.count, next_ + batch);
        parallel_for(end - next_, chunk, [&](std::int64_t first, std::int64_t last) {
            for (DocId doc = next_ + static_cast<DocId>(first);
                 doc < next_ + static_cast<DocId>(last); ++doc) {
                if (matcher_.matches(texts_[doc])) found_.set(doc);
            }
        });
        next_ = end;
        if (next_ < texts_.count && budget.spent()) return Step::more;
    }
    return Step::done;
}

double TextSearch::progress() const {
    return texts_.count == 0 ? 1 : static_cast<double>(next_) / texts_.count;
}

}  // namespace labelscape
