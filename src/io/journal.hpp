#pragma once

#include <span>
#include <string>

#include "base/byte_stream.hpp"
#include "edit/history.hpp"

// What happened since the last snapshot. A record is its length and its CRC-32, four bytes each,
// then the kind, then for a commit the time and the edit. Records may stand one by one or several
// in a row.

namespace labelscape {

/// To be written before the commit takes the edit; also for one that is merged into the step before
/// it, since replay merges again.
Bytes encode_commit(const Edit& edit, double at_ms);
Bytes encode_undo();
Bytes encode_redo();

struct Replayed {
    std::size_t applied = 0;  ///< records
    std::string note;         ///< why the rest was not applied, for the user; empty when all was
};

/// Carries out records in order, on the state of the snapshot that they follow. Stops at the first
/// record that is damaged or does not fit.
Replayed replay(Project& project, History& history, std::span<const Bytes> records);

}  // namespace labelscape
