#include "core/text/alike_names.hpp"

#include <algorithm>
#include <map>

#include "core/text/searchable.hpp"

namespace labelscape {

std::string alike_key(std::string_view name) {
    std::string key;
    append_searchable(key, name);
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
