#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/text/texts.hpp"

namespace labelscape {

/// One place where a term stands.
struct Occurrence {
    std::string_view text;
    TextRange range;
};

/// The spelling that most places share; of equally frequent ones that without capitals.
std::string usual_spelling(const std::vector<Occurrence>& places);

/// For scripts without spaces: the term with the characters before and after that most places
/// share, so that a pair of characters becomes the word it is part of.
std::string grown_spelling(std::vector<Occurrence> places);

}  // namespace labelscape
