#pragma once

#include <memory>
#include <optional>

#include "base/byte_stream.hpp"
#include "model/copies.hpp"
#include "model/dataset.hpp"

// How collapsed duplicates stand in a project's sections (version 3 and later).

namespace labelscape {

/// Rows of a chunk of the table: documents and ids.
struct CopyChunk {
    std::vector<DocId> of;
    std::shared_ptr<TextColumn::Chunk> ids;
};
Bytes encode_copy_chunk(const CopyTable& table, std::uint32_t chunk);
/// Every document is below `documents`.
std::optional<CopyChunk> decode_copy_chunk(std::span<const std::byte> bytes, std::uint32_t documents);

/// Which copies count, and their labels; counts by document stand in no file.
void encode_copied(const Copies& copies, ByteWriter& out);
/// Of at most `max_rows` copies.
std::optional<Copies> decode_copied(ByteReader& in, std::uint64_t max_rows);
/// Fills the counts by document, and fits `present` to the table.
void count_copies(Copies& copies, const CopyTable& table, std::uint32_t documents);

}  // namespace labelscape
