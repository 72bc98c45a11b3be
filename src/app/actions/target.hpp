#pragma once

#include <cstdint>
#include <vector>

#include "base/ids.hpp"

namespace labelscape {

/// Which documents an action is about.
struct Target {
    enum class Kind : std::uint8_t { selection, current, visible, documents };
    Kind kind = Kind::selection;
    std::vector<DocId> docs;   ///< for documents
};

enum class SelectMode : std::uint8_t { replace, add, remove, toggle };

}  // namespace labelscape
