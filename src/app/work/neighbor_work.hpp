#pragma once

#include "app/app_context.hpp"

namespace labelscape {

inline constexpr std::string_view k_neighbors_part = "graph";
/// Neighbors that are kept for every document: enough for map, votes and topics.
inline constexpr std::int32_t k_neighbors = 20;

/// Analysis::neighbors, by the project's vectors.
DerivedPart neighbors_part();

}  // namespace labelscape
