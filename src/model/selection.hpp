#pragma once

#include <optional>

#include "base/bitset.hpp"
#include "base/ids.hpp"

namespace labelscape {

/// The documents that the next action is about, and where a range starts. Shared by map, list, table and panel.
struct Selection {
    Bitset docs;
    std::optional<DocId> anchor;   ///< where Shift+click and Shift+arrows start
    std::optional<DocId> current;  ///< the document that is shown in full
};

}  // namespace labelscape
