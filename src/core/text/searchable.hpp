#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/texts.hpp"

namespace labelscape {

/// Appends the text as search compares it: letter case folded in full (ß as ss), ligatures and full-width forms as
/// plain letters, letters with their marks in one form (about NFKC_Casefold of Unicode), nothing for invisible
/// characters, every run of white space one space, none at the ends. With `offsets`, one is added for every appended
/// byte, and one for the end: the byte of `text` that it came from
/// (`out` and `offsets` then have to begin empty).
void append_searchable(std::string& out, std::string_view text,
                       std::vector<std::uint32_t>* offsets = nullptr);

/// The first place at or after `from` where a searchable text holds the term; npos if there is
/// none.
std::size_t find_term(std::string_view searchable, std::string_view term, bool whole_word,
                      std::size_t from);

/// Sorts, and joins what touches or overlaps.
void merge_ranges(std::vector<TextRange>& ranges);

}  // namespace labelscape
