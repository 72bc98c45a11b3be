#include "core/text/alike_names.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/utf8.hpp"
#include "core/text/composition_table.hpp"
#include "core/text/searchable.hpp"

namespace labelscape {
namespace {

bool is_invisible(char32_t c) {
    return c == 0xad || c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x2060 && c <= 0x2064) || c == 0xfeff;
}

/// One code point for two, or 0. Hangul syllables are computed, as Unicode lays them out.
char32_t joined_accent(char32_t first, char32_t second) {
    if (first >= 0x1100 && first < 0x1113 && second >= 0x1161 && second < 0x1176)
        return 0xac00 + ((first - 0x1100) * 21 + (second - 0x1161)) * 28;
    if (first >= 0xac00 && first < 0xd7a4 && (first - 0xac00) % 28 == 0 && second > 0x11a7 && second < 0x11c3)
        return first + (second - 0x11a7);
    const auto key = [](const Composition& entry) { return std::tuple(entry.first, entry.second); };
    const auto found = std::ranges::lower_bound(k_compositions, std::tuple(first, second), {}, key);
    const bool fits = found != std::end(k_compositions) && found->first == first && found->second == second;
    return fits ? found->composed : 0;
}

}  // namespace

std::string alike_key(std::string_view name) {
    std::u32string seen;
    for (std::size_t at = 0; at < name.size();) {
        const char32_t next = next_code_point(name, at);
        if (is_invisible(next)) continue;
        const char32_t both = seen.empty() ? 0 : joined_accent(seen.back(), next);
        both ? void(seen.back() = both) : seen.push_back(next);
    }
    std::string text, key;
    for (const char32_t code_point : seen) append_utf8(text, code_point);
    append_searchable(key, text);
    return key;
}

std::vector<std::vector<std::string>> find_alike_names(const std::vector<std::string>& names) {
    std::map<std::string, std::size_t> places;
    std::vector<std::vector<std::string>> groups;
    for (const std::string& name : names) {
        const auto [place, added] = places.try_emplace(alike_key(name), groups.size());
        if (added) groups.emplace_back();
        auto& group = groups[place->second];
        if (std::ranges::find(group, name) == group.end()) group.push_back(name);
    }
    std::erase_if(groups, [](const auto& group) { return group.size() < 2; });
    return groups;
}

}  // namespace labelscape
