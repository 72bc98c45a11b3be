#pragma once

#include <memory>
#include <optional>

#include "base/byte_stream.hpp"
#include "edit/history.hpp"
#include "model/project.hpp"

// How the parts of a project stand in its sections. Every decoder checks what it reads: it gives
// nothing rather than a part that breaks a promise of the model.

namespace labelscape {

inline constexpr std::uint32_t k_section_rows = TextColumn::k_chunk_rows;
inline std::uint32_t chunk_count(std::uint32_t rows) {
    return (rows + k_section_rows - 1) / k_section_rows;
}
/// Rows of chunk `chunk` of a part with `rows` rows.
inline std::uint32_t rows_in_chunk(std::uint32_t rows, std::uint32_t chunk) {
    return std::min(rows - chunk * k_section_rows, k_section_rows);
}

Bytes encode_text_chunk(const TextColumn::Chunk& chunk);
/// Null unless it has between 1 and k_section_rows rows.
std::shared_ptr<TextColumn::Chunk> decode_text_chunk(std::span<const std::byte> bytes);

Bytes encode_column_chunk(const Column& column, std::uint32_t chunk);
/// A column with the rows of this chunk alone.
std::optional<Column> decode_column_chunk(std::span<const std::byte> bytes);

/// A set of rows; get_bits() fails on a row that is not below `rows`.
void put_bits(const Bitset& bits, ByteWriter& out);
Bitset get_bits(ByteReader& in, std::uint32_t rows);

/// Number of documents, copies, removed and excluded documents.
struct DocumentFlags {
    std::vector<std::uint32_t> copies;
    Bitset removed;
    Bitset excluded;
};
Bytes encode_documents(const Project& project);
std::optional<DocumentFlags> decode_documents(std::span<const std::byte> bytes, std::uint32_t rows);

/// Label sets and provenance that no document has any more are left out.
void encode_annotations(const Annotations& annotations, ByteWriter& out);
std::optional<Annotations> decode_annotations(ByteReader& in, std::uint32_t rows);

Bytes encode_embedded(const Embeddings& embeddings);
/// Without vectors: none has a row yet, and `embedded` has one bit for each that is expected.
std::optional<Embeddings> decode_embedded(std::span<const std::byte> bytes, std::uint32_t rows);
Bytes encode_directions(const UnitRows& vectors, std::uint32_t chunk);
/// Puts a chunk into its rows; false when it does not fit.
bool decode_directions(std::span<const std::byte> bytes, std::uint32_t chunk, UnitRows& vectors);
/// The same for the float32 vectors of version 1; false also when they are not finite.
bool decode_vectors(std::span<const std::byte> bytes, std::uint32_t chunk, UnitRows& vectors);

Bytes encode_layout(const Layout& layout);
std::optional<Layout> decode_layout(std::span<const std::byte> bytes, std::uint32_t rows);

/// What is said of the documents of one chunk.
Bytes encode_opinions(const Layer& layer, std::uint32_t chunk);
/// At most k_section_rows, each with falling chances; nothing is said where a label is not in the scheme.
std::optional<std::vector<Opinion>> decode_opinions(std::span<const std::byte> bytes, const LabelScheme& scheme);

/// The state before the first step, and all steps.
Bytes encode_history(const Project& project, const History& history);
/// Replays the steps on `project`, of which only the dataset counts; true when all of them fit. The
/// rest of the project is then what the history makes of it.
bool decode_history(std::span<const std::byte> bytes, Project& project, History& history);

/// Whether two projects agree in labels, scheme, marks, provenance, topics, copies, removed and excluded
/// documents.
bool same_work(const Project& a, const Project& b);

}  // namespace labelscape
