#pragma once

#include <span>

#include "app/derived_parts.hpp"

namespace labelscape {

/// All that jobs derive from the project.
std::span<const DerivedPart> derived_parts();

}  // namespace labelscape
