#include "core/topics/term_surface.hpp"

#include <map>
#include <optional>

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {
namespace {

constexpr int k_max_growth = 8;
constexpr double k_agreement = 0.6;

bool is_continuation(char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0u) == 0x80u;
}

CharClass class_at(std::string_view text, std::size_t at) {
    return char_class(next_code_point(text, at));
}

bool has_no_spaces(CharClass c) {
    return c == CharClass::han || c == CharClass::hiragana || c == CharClass::southeast;
}

/// The range with the character after it and its marks; nothing at the end of the run.
std::optional<TextRange> grow_right(const Occurrence& place) {
    std::size_t end = place.range.end;
    if (end >= place.text.size() || !has_no_spaces(class_at(place.text, end))) return std::nullopt;
    next_code_point(place.text, end);
    while (end < place.text.size() && class_at(place.text, end) == CharClass::mark) {
        next_code_point(place.text, end);
    }
    return TextRange{place.range.begin, static_cast<std::uint32_t>(end)};
}

std::optional<TextRange> grow_left(const Occurrence& place) {
    std::size_t begin = place.range.begin;
    while (begin > 0) {
        --begin;
        while (begin > 0 && is_continuation(place.text[begin])) --begin;
        const CharClass here = class_at(place.text, begin);
        if (has_no_spaces(here))
            return TextRange{static_cast<std::uint32_t>(begin), place.range.end};
        if (here != CharClass::mark) break;
    }
    return std::nullopt;
}

std::string_view spelled(const Occurrence& place) {
    return place.text.substr(place.range.begin, place.range.end - place.range.begin);
}

std::map<std::string_view, std::size_t> count_spellings(const std::vector<Occurrence>& places) {
    std::map<std::string_view, std::size_t> counts;
    for (const Occurrence& place : places) ++counts[spelled(place)];
    return counts;
}

/// Small letters come after capitals in every alphabet, so the last of equals wins.
std::string_view most_frequent(const std::map<std::string_view, std::size_t>& counts) {
    std::string_view best;
    std::size_t most = 0;
    for (const auto& [spelling, count] : counts) {
        if (count >= most) {
            most = count;
            best = spelling;
        }
    }
    return best;
}

template <class Grow>
void grow_all(std::vector<Occurrence>& places, Grow grow) {
    for (int i = 0; i < k_max_growth; ++i) {
        std::vector<Occurrence> grown;
        for (const Occurrence& place : places) {
            if (const auto range = grow(place)) grown.push_back({place.text, *range});
        }
        const auto counts = count_spellings(grown);
        const std::string_view best = most_frequent(counts);
        const double agreeing = best.empty() ? 0 : static_cast<double>(counts.at(best));
        if (agreeing < 2 || agreeing < k_agreement * static_cast<double>(places.size())) return;
        std::erase_if(grown, [&](const Occurrence& place) { return spelled(place) != best; });
        places = std::move(grown);
    }
}

}  // namespace

std::string usual_spelling(const std::vector<Occurrence>& places) {
    return std::string(most_frequent(count_spellings(places)));
}

std::string grown_spelling(std::vector<Occurrence> places) {
    grow_all(places, grow_right);
    grow_all(places, grow_left);
    return usual_spelling(places);
}

}  // namespace labelscape
