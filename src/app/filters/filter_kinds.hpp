#pragma once

#include <string_view>
#include <vector>

#include "app/filters/filter_kind.hpp"

namespace labelscape {

/// All kinds in the order of the filter menu.
const std::vector<FilterKind>& filter_kinds();
/// Null when there is none with this id.
const FilterKind* find_filter_kind(std::string_view id);

}  // namespace labelscape
