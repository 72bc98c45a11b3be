#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/app_state.hpp"

namespace labelscape {

/// A condition that the filter menu offers as it is.
struct FilterOffer {
    std::string_view id;             ///< last part of the probe's name
    std::string_view title;
    std::string_view tooltip;
    std::string_view flag = {};      ///< by which a script asks for it; empty: scripts do not know it
    FilterChip chip = {};            ///< the table fills in its kind
};

/// A condition that a second menu offers.
struct FilterChoice {
    std::string id;                  ///< last part of the probe's name
    std::string title;
    FilterChip chip;                 ///< its kind aside
    std::optional<std::uint32_t> color = {};   ///< of the label that it is about
};

struct FilterMenu {
    std::string_view title = {};     ///< of the item that opens it; empty: there is none
    std::string_view heading = {};
    std::vector<FilterChoice> (*choices)(const AppState&) = nullptr;
};

/// What a script gives for a condition.
enum class FilterValue : std::uint8_t { label, topic, words, column, documents };

struct FilterField {
    std::string_view name = {};      ///< in a script's filter; empty: scripts do not know it
    FilterValue value = FilterValue::words;
};

/// A kind of condition: what it says, what it lets pass, and who can ask for it.
struct FilterKind {
    std::string_view id;             ///< stable: views are saved with it
    /// What a chip says; without it the title of the first offer.
    std::string (*title)(const AppState&, const FilterChip&) = nullptr;
    /// Which documents meet it; those outside `within` do not matter.
    Bitset (*passed)(const AppState&, const FilterChip&, const Bitset& within) = nullptr;
    /// Instead of `passed`: what the text has to hold. All texts are read for that.
    TextCondition (*text)(const FilterChip&) = nullptr;
    bool follows_suggestions = false;   ///< what passes changes with them
    bool lists_excluded = false;        ///< the list then shows excluded documents instead of active ones
    std::vector<FilterOffer> offers = {};
    FilterMenu menu = {};
    FilterField script = {};
};

namespace filters {

Bitset where(const Bitset& within, auto holds) {
    Bitset docs(within.size());
    within.for_each([&](DocId doc) {
        if (holds(doc)) docs.set(doc);
    });
    return docs;
}

}  // namespace filters

}  // namespace labelscape
