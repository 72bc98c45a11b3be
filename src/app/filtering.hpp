#pragma once

#include <string>

#include "app/app_state.hpp"

namespace labelscape {

/// What is searched for as words; empty while the search is by meaning.
std::string searched_words(const ViewState& view);

/// The active documents for which every chip holds and whose text holds the words of `search`. An invalid regular
/// expression lets nothing pass. Exact: reads the texts for conditions that state.text_matches does not know.
Bitset filtered(const AppState& state, const Filter& filter, const std::string& search);
/// Those of `among`.
Bitset filtered_among(const AppState& state, const Bitset& among, const Filter& filter, const std::string& search);

/// What a chip says, such as "Label: refund" or "not in microtopic card · arrival".
std::string chip_title(const AppState& state, const FilterChip& chip);

}  // namespace labelscape
