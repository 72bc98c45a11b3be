#pragma once

#include <algorithm>
#include <string_view>

namespace labelscape {

/// Who says something about documents: with labels, as a person or an import does, or with a layer of opinions, which
/// become labels once a person accepts them.
struct Actor {
    std::string_view id;     ///< stable: saved with what it said
    std::string_view said;   ///< after what it said, in a sentence
    bool decides;            ///< with labels
};

inline constexpr std::string_view k_me = "me";
inline constexpr std::string_view k_import = "import";
/// Knows only the labels of similar documents.
inline constexpr std::string_view k_neighbors_actor = "neighbors";

inline constexpr Actor k_actors[] = {
    {k_me, "by you", true},
    {k_import, "from the imported file", true},
    {k_neighbors_actor, "by similar documents", false},
};

/// Null for one of a newer version.
constexpr const Actor* find_actor(std::string_view id) {
    const auto found = std::ranges::find(k_actors, id, &Actor::id);
    return found == std::end(k_actors) ? nullptr : found;
}

}  // namespace labelscape
