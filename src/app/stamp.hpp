#pragma once

#include <array>
#include <cstdint>

namespace labelscape {

/// The versions of what something was derived from; all zeros: of nothing yet.
using Stamp = std::array<std::uint64_t, 8>;

}  // namespace labelscape
