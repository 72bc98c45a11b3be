#include "io/copies_sections.hpp"

#include <algorithm>

#include "io/project_sections.hpp"
#include "model/limits.hpp"

namespace labelscape {

Bytes encode_copy_chunk(const CopyTable& table, std::uint32_t chunk) {
    ByteWriter out;
    out.put_array(std::span(table.of).subspan(std::size_t{chunk} * k_section_rows, rows_in_chunk(table.size(), chunk)));
    const Bytes ids = encode_text_chunk(*table.ids.chunks()[chunk]);
    out.append(ids.data(), ids.size());
    return out.take();
}

std::optional<CopyChunk> decode_copy_chunk(std::span<const std::byte> bytes, std::uint32_t documents) {
    ByteReader in(bytes);
    CopyChunk chunk{in.get_array<DocId>(), nullptr};
    if (!in.ok()) return std::nullopt;
    chunk.ids = decode_text_chunk(bytes.subspan(in.position()));
    const bool fits = chunk.ids && chunk.ids->ends.size() == chunk.of.size() &&
                      std::ranges::all_of(chunk.of, [&](DocId doc) { return doc < documents; });
    return fits ? std::optional(std::move(chunk)) : std::nullopt;
}

void encode_copied(const Copies& copies, ByteWriter& out) {
    out.put_varint(copies.present.size());
    put_bits(copies.present, out);
    out.put_varint(copies.labels.size());
    for (const auto& [copy, labels] : copies.labels) {
        out.put_varint(copy);
        out.put_array(std::span(labels));
    }
}

std::optional<Copies> decode_copied(ByteReader& in, std::uint64_t max_rows) {
    Copies copies;
    const auto rows = in.get_varint();
    if (!in.ok() || rows > max_rows) return std::nullopt;
    copies.present = get_bits(in, static_cast<std::uint32_t>(rows));
    for (auto count = in.get_varint(); in.ok() && count > 0; --count) {
        const auto copy = in.get_varint();
        auto labels = in.get_array<LabelId>();
        const bool known = std::ranges::all_of(labels, [](LabelId label) {
            return static_cast<std::uint32_t>(label) < k_label_id_limit;
        });
        if (copy >= rows || !known) return std::nullopt;
        copies.labels.insert_or_assign(static_cast<std::uint32_t>(copy), std::move(labels));
    }
    return in.ok() ? std::optional(std::move(copies)) : std::nullopt;
}

void count_copies(Copies& copies, const CopyTable& table, std::uint32_t documents) {
    copies.present.resize(table.size());
    copies.counts.assign(table.size() > 0 ? documents : 0, 0);
    copies.present.for_each([&](std::uint32_t copy) { ++copies.counts[table.of[copy]]; });
}

}  // namespace labelscape
