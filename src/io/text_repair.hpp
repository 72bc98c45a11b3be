#pragma once

#include <cstdint>
#include <memory>

#include "model/text_column.hpp"

// Stored texts that break what the rest of the program takes for granted.

namespace labelscape {

struct RepairedTexts {
    std::shared_ptr<const TextColumn::Chunk> chunk;   ///< null: all were sound
    std::uint32_t count = 0;                          ///< texts that had to be changed
};

/// Ill-formed UTF-8 becomes U+FFFD.
RepairedTexts repair_utf8(const TextColumn::Chunk& chunk);
/// A cell that is no JSON array of strings, numbers and booleans becomes the only item of one.
RepairedTexts repair_lists(const TextColumn::Chunk& chunk);

}  // namespace labelscape
