#pragma once

#include <span>

#include "ui/view.hpp"

namespace labelscape {

/// Every view, in the order in which they are drawn.
std::span<const ViewRow> view_table();

}  // namespace labelscape
