#pragma once

#include "app/app_context.hpp"

namespace labelscape {

inline constexpr std::string_view k_placing_part = "placing";

/// Places on the map, and microtopics, of documents that came after it: next to what they are alike. By itself; what
/// has a place keeps it.
DerivedPart placing_part();

}  // namespace labelscape
