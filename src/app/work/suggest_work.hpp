#pragma once

#include "app/app_context.hpp"

namespace labelscape {

inline constexpr std::string_view k_suggestions_part = "suggest";
/// The layer of the neighbors, by their labels and by keywords.
DerivedPart suggestions_part();

}  // namespace labelscape
