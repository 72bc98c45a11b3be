#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/byte_stream.hpp"
#include "edit/history.hpp"

// What happened since the last snapshot. A record is its length and its CRC-32, four bytes each,
// then the kind, then for a commit the time and the edit. Records may stand one by one or several
// in a row.

namespace labelscape {

/// A record under the number that storage keeps it by; numbers follow one another without a gap.
struct JournalRecord {
    std::uint64_t sequence = 0;
    Bytes bytes;
};

/// To be written before the commit takes the edit; also for one that is merged into the step before
/// it, since replay merges again.
Bytes encode_commit(const Edit& edit, double at_ms);
Bytes encode_undo();
Bytes encode_redo();

struct Replayed {
    std::size_t applied = 0;  ///< changes
    std::size_t whole = 0;    ///< so many records, from the first on, were applied to their end
    std::string note;         ///< why the rest was not applied, for the user; empty when all was
};

/// Carries out records in order, on the state of the snapshot that they follow. Stops at the first
/// record that is damaged, does not fit, or comes after a missing one: what follows would be done to
/// another state than the user did it to. `first`: the number that the first record must have;
/// nothing when storage does not know it.
Replayed replay(Project& project, History& history, std::span<const JournalRecord> records,
                std::optional<std::uint64_t> first = {});

}  // namespace labelscape
