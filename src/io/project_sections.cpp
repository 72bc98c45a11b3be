#include "io/project_sections.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "edit/checked_fields.hpp"
#include "edit/replay_budget.hpp"
#include "edit/topic_edits.hpp"
#include "io/copies_sections.hpp"
#include "io/project_json.hpp"

namespace labelscape {
namespace {

bool ends_fit(const std::vector<std::uint32_t>& ends, std::size_t bytes) {
    return !ends.empty() && ends.size() <= k_section_rows && std::ranges::is_sorted(ends) &&
           ends.back() == bytes;
}

/// Gives each value that is used a number of its own, in the order of their first use.
class Renumbering {
public:
    std::uint32_t operator()(std::uint32_t value) {
        const auto [it, added] =
            numbers_.try_emplace(value, static_cast<std::uint32_t>(used_.size()));
        if (added) used_.push_back(value);
        return it->second;
    }
    const std::vector<std::uint32_t>& used() const { return used_; }

private:
    std::map<std::uint32_t, std::uint32_t> numbers_;
    std::vector<std::uint32_t> used_;
};

/// Calls set(row, numbers of the row) for the rows of a chunk, when the chunk holds them and they are finite.
template <class Number, class Set>
bool decode_rows(std::span<const std::byte> bytes, std::uint32_t chunk, const UnitRows& vectors,
                 Set set) {
    ByteReader in(bytes);
    const auto numbers = in.get_array<Number>();
    const auto columns = static_cast<std::size_t>(vectors.columns());
    const std::uint32_t rows = rows_in_chunk(static_cast<std::uint32_t>(vectors.rows()), chunk);
    if (!in.ok() || !in.at_end() || numbers.size() != rows * columns) return false;
    if (!std::ranges::all_of(numbers, [](Number number) { return std::isfinite(static_cast<float>(number)); }))
        return false;
    for (std::uint32_t row = 0; row < rows; ++row)
        set(static_cast<std::int32_t>(chunk * k_section_rows + row), numbers.data() + row * columns);
    return true;
}

bool says_something(const Annotation& row) {
    return row.labeled() || row.mark != Mark::none;
}

/// Spellings stand after the numbers of a chunk that has any, one for each row.
void put_spelled(const Column& column, std::uint32_t chunk, std::size_t rows, ByteWriter& out) {
    if (chunk >= column.spelled.chunks().size()) return;
    TextColumn::Chunk spelled = *column.spelled.chunks()[chunk];
    if (spelled.bytes.empty()) return;
    spelled.ends.resize(rows, spelled.ends.back());
    const Bytes encoded = encode_text_chunk(spelled);
    out.append(encoded.data(), encoded.size());
}

bool same_topics(const std::shared_ptr<const Topics>& a, const std::shared_ptr<const Topics>& b) {
    if (!a || !b) return a == b;
    return a->of_doc == b->of_doc && a->infos == b->infos && a->min_size == b->min_size &&
           a->granularity == b->granularity;
}

bool same_annotations(const Annotations& a, const Annotations& b) {
    if (a.size() != b.size()) return false;
    for (DocId doc = 0; doc < a.size(); ++doc) {
        if (!std::ranges::equal(a.labels(doc), b.labels(doc)) || a[doc].mark != b[doc].mark)
            return false;
        if (!says_something(a[doc])) continue;
        if (!(a.provenance(a[doc].provenance) == b.provenance(b[doc].provenance))) return false;
    }
    return true;
}

bool labels_known(const Annotations& annotations, const LabelScheme& scheme) {
    for (LabelSetId set = 0; set < annotations.set_count(); ++set) {
        for (const LabelId label : annotations.labels_of(set)) {
            if (!scheme.find(label)) return false;
        }
    }
    return true;
}

}  // namespace

void put_bits(const Bitset& bits, ByteWriter& out) {
    out.put_varint(bits.count());
    std::uint32_t last = 0;
    bits.for_each([&](std::uint32_t doc) {
        out.put_varint(doc - last);
        last = doc;
    });
}

Bitset get_bits(ByteReader& in, std::uint32_t rows) {
    Bitset bits(rows);
    std::uint64_t doc = 0;
    for (auto count = in.get_varint(); in.ok() && count > 0; --count) {
        const auto step = in.get_varint();
        if (step >= rows || (doc += step) >= rows) {
            in.fail();
        } else {
            bits.set(static_cast<std::uint32_t>(doc));
        }
    }
    return bits;
}

Bytes encode_text_chunk(const TextColumn::Chunk& chunk) {
    ByteWriter out;
    out.reserve(chunk.ends.size() * sizeof chunk.ends[0] + chunk.bytes.size() + 32);
    out.put_array(std::span(chunk.ends));
    out.put_text(chunk.bytes);
    return out.take();
}

std::shared_ptr<TextColumn::Chunk> decode_text_chunk(std::span<const std::byte> bytes) {
    ByteReader in(bytes);
    auto chunk = std::make_shared<TextColumn::Chunk>();
    chunk->ends = in.get_array<std::uint32_t>();
    chunk->bytes = in.get_text();
    return in.ok() && in.at_end() && ends_fit(chunk->ends, chunk->bytes.size()) ? chunk : nullptr;
}

Bytes encode_column_chunk(const Column& column, std::uint32_t chunk) {
    ByteWriter out;
    out.put_text(column.name);
    out.put(column.type);
    if (column.numeric()) {
        const std::size_t first = std::size_t{chunk} * k_section_rows;
        const std::size_t count =
            std::min<std::size_t>(k_section_rows, column.numbers.size() - first);
        out.put_array(std::span(column.numbers).subspan(first, count));
        put_spelled(column, chunk, count, out);
    } else {
        const Bytes texts = encode_text_chunk(*column.texts.chunks()[chunk]);
        out.append(texts.data(), texts.size());
    }
    return out.take();
}

std::optional<Column> decode_column_chunk(std::span<const std::byte> bytes) {
    ByteReader in(bytes);
    Column column;
    column.name = get_name(in, k_max_column_name_bytes);
    column.type = in.get<ColumnType>();
    if (!in.ok() || column.type > ColumnType::list) return std::nullopt;
    if (!column.numeric()) {
        const auto chunk = decode_text_chunk(bytes.subspan(in.position()));
        if (!chunk) return std::nullopt;
        column.texts.append_chunk(chunk);
        return column;
    }
    column.numbers = in.get_array<double>();
    bool fits = in.ok() && !column.numbers.empty() && column.numbers.size() <= k_section_rows;
    if (fits && !in.at_end()) {
        const auto spelled = decode_text_chunk(bytes.subspan(in.position()));
        fits = spelled && spelled->ends.size() == column.numbers.size();
        if (fits) column.spelled.append_chunk(spelled);
    }
    return fits ? std::optional(std::move(column)) : std::nullopt;
}

Bytes encode_documents(const Project& project) {
    ByteWriter out;
    out.put_varint(project.size());
    for (const auto copies : (*project.dataset)->unlisted_copies()) out.put_varint(copies);
    put_bits(*project.removed, out);
    put_bits(*project.excluded, out);
    return out.take();
}

std::optional<DocumentFlags> decode_documents(std::span<const std::byte> bytes,
                                              std::uint32_t rows) {
    ByteReader in(bytes);
    DocumentFlags flags;
    if (in.get_varint() != rows || !in.ok()) return std::nullopt;
    flags.copies.reserve(rows);
    while (in.ok() && flags.copies.size() < rows) {
        const auto copies = in.get_varint();
        if (copies == 0 || copies > std::numeric_limits<std::uint32_t>::max()) in.fail();
        flags.copies.push_back(static_cast<std::uint32_t>(copies));
    }
    flags.removed = get_bits(in, rows);
    flags.excluded = get_bits(in, rows);
    return in.ok() && in.at_end() ? std::optional(std::move(flags)) : std::nullopt;
}

void encode_annotations(const Annotations& annotations, ByteWriter& out) {
    Renumbering sets, provenances;
    sets(k_no_labels);
    ByteWriter rows;
    for (DocId doc = 0; doc < annotations.size(); ++doc) {
        const Annotation& row = annotations[doc];
        rows.put_varint(std::uint64_t{sets(row.labels)} * 4 + static_cast<std::uint64_t>(row.mark));
        if (says_something(row)) rows.put_varint(provenances(row.provenance));
    }
    out.put_varint(sets.used().size());
    for (const auto set : sets.used()) out.put_array(annotations.labels_of(set));
    out.put_varint(provenances.used().size());
    for (const auto id : provenances.used()) put_provenance(annotations.provenance(id), out);
    out.put_varint(annotations.size());
    const Bytes encoded = rows.take();
    out.append(encoded.data(), encoded.size());
}

std::optional<Annotations> decode_annotations(ByteReader& in, std::uint32_t rows) {
    Annotations annotations;
    std::vector<LabelSetId> sets;
    for (auto count = in.get_varint(); in.ok() && sets.size() < count;) {
        auto labels = in.get_array<LabelId>();
        const bool possible = std::ranges::all_of(labels, [](LabelId label) {
            return static_cast<std::uint32_t>(label) < k_label_id_limit;
        });
        if (!possible || labels.size() > k_max_labels) in.fail();
        sets.push_back(annotations.intern(std::move(labels)));
    }
    for (auto count = in.get_varint(); in.ok() && annotations.provenances().size() < count;) {
        annotations.add_provenance(get_provenance(in));
    }
    if (!in.ok() || in.get_varint() != rows) return std::nullopt;
    std::vector<Annotation> decoded;
    decoded.reserve(rows);
    while (in.ok() && decoded.size() < rows) {
        const auto value = in.get_varint();
        Annotation row;
        row.mark = static_cast<Mark>(value & 3);
        if (value / 4 >= sets.size() || row.mark > Mark::skipped) return std::nullopt;
        row.labels = sets[static_cast<std::size_t>(value / 4)];
        if (says_something(row)) {
            const auto provenance = in.get_varint();
            if (provenance >= annotations.provenances().size()) return std::nullopt;
            row.provenance = static_cast<ProvenanceId>(provenance);
        }
        decoded.push_back(row);
    }
    annotations.set_rows(std::move(decoded));
    return in.ok() ? std::optional(std::move(annotations)) : std::nullopt;
}

Bytes encode_embedded(const Embeddings& embeddings) {
    ByteWriter out;
    out.put_text(embeddings.model_id);
    out.put_varint(static_cast<std::uint64_t>(embeddings.vectors.rows()));
    out.put_varint(static_cast<std::uint64_t>(embeddings.vectors.columns()));
    Bitset embedded = embeddings.embedded;
    embedded.resize(static_cast<std::uint32_t>(embeddings.vectors.rows()));
    put_bits(embedded.complement(), out);
    return out.take();
}

std::optional<Embeddings> decode_embedded(std::span<const std::byte> bytes, std::uint32_t rows) {
    constexpr std::uint64_t k_max_dimension = 1u << 16;
    ByteReader in(bytes);
    Embeddings embeddings;
    embeddings.model_id = in.get_text();
    const auto vector_rows = in.get_varint(), columns = in.get_varint();
    if (!in.ok() || vector_rows > rows || columns > k_max_dimension) return std::nullopt;
    embeddings.embedded = get_bits(in, static_cast<std::uint32_t>(vector_rows)).complement();
    if (!in.ok() || !in.at_end()) return std::nullopt;
    embeddings.vectors = UnitRows(0, static_cast<std::int32_t>(columns));
    return embeddings;
}

Bytes encode_directions(const UnitRows& vectors, std::uint32_t chunk) {
    const auto columns = static_cast<std::size_t>(vectors.columns());
    const std::uint32_t first = chunk * k_section_rows;
    const std::uint32_t rows = rows_in_chunk(static_cast<std::uint32_t>(vectors.rows()), chunk);
    ByteWriter out;
    out.reserve(rows * columns + 16);
    out.put_varint(rows * columns);
    for (std::uint32_t row = first; row < first + rows; ++row)
        out.append(vectors.codes(static_cast<std::int32_t>(row)), columns);
    return out.take();
}

bool decode_directions(std::span<const std::byte> bytes, std::uint32_t chunk, UnitRows& vectors) {
    return decode_rows<std::int8_t>(
        bytes, chunk, vectors,
        [&](std::int32_t row, const std::int8_t* codes) { vectors.set_codes(row, codes); });
}

bool decode_vectors(std::span<const std::byte> bytes, std::uint32_t chunk, UnitRows& vectors) {
    return decode_rows<float>(
        bytes, chunk, vectors,
        [&](std::int32_t row, const float* values) { vectors.set(row, values); });
}

Bytes encode_layout(const Layout& layout) {
    ByteWriter out;
    out.put(layout.seed);
    out.put_array(std::span(layout.xy));
    return out.take();
}

std::optional<Layout> decode_layout(std::span<const std::byte> bytes, std::uint32_t rows) {
    ByteReader in(bytes);
    Layout layout;
    layout.seed = in.get<std::uint64_t>();
    layout.xy = in.get_array<float>();
    const bool fits =
        in.ok() && in.at_end() && layout.xy.size() % 2 == 0 && layout.xy.size() / 2 <= rows;
    // Larger figures than any map has would leave nothing of the smaller ones.
    constexpr float k_max_coordinate = 1e6f;
    bool placed = fits;
    for (std::size_t i = 0; placed && i < layout.xy.size(); i += 2) {
        const float x = layout.xy[i], y = layout.xy[i + 1];
        placed = std::isnan(x) || (std::abs(x) <= k_max_coordinate && std::abs(y) <= k_max_coordinate);
    }
    return placed ? std::optional(std::move(layout)) : std::nullopt;
}

Bytes encode_opinions(const Layer& layer, std::uint32_t chunk) {
    const auto rows = rows_in_chunk(static_cast<std::uint32_t>(layer.of_doc.size()), chunk);
    ByteWriter out;
    out.put_varint(rows);
    for (const Opinion& opinion : std::span(layer.of_doc).subspan(std::size_t{chunk} * k_section_rows, rows)) {
        out.put(opinion.reason);
        for (std::size_t i = 0; i < k_opinion_labels; ++i) {
            out.put(opinion.chances[i]);
            if (opinion.chances[i] == 0) break;
            out.put_varint(static_cast<std::uint32_t>(opinion.labels[i]));
        }
    }
    return out.take();
}

std::optional<std::vector<Opinion>> decode_opinions(std::span<const std::byte> bytes, const LabelScheme& scheme) {
    ByteReader in(bytes);
    const auto rows = in.get_varint();
    if (!in.ok() || rows > k_section_rows) return std::nullopt;
    std::vector<Opinion> opinions(static_cast<std::size_t>(rows));
    for (Opinion& opinion : opinions) {
        bool known = true;
        opinion.reason = in.get<std::uint8_t>();
        for (std::size_t i = 0; i < k_opinion_labels && in.ok(); ++i) {
            opinion.chances[i] = in.get<std::uint8_t>();
            if (opinion.chances[i] == 0) break;
            const auto label = in.get_varint();
            opinion.labels[i] = static_cast<LabelId>(label);
            if (label > std::numeric_limits<std::uint32_t>::max()) in.fail();
            if (i > 0 && opinion.chances[i] > opinion.chances[i - 1]) in.fail();
            known = known && scheme.find(opinion.labels[i]) != nullptr;
        }
        if (!known) opinion = {};
    }
    return in.ok() && in.at_end() ? std::optional(std::move(opinions)) : std::nullopt;
}

Bytes encode_history(const Project& project, const History& history) {
    Project base = project;
    for (std::size_t step = history.done_count(); step > 0; --step)
        history.entries()[step - 1].edit->revert(base);
    ByteWriter out;
    out.put_text(write_labels(*base.scheme));
    encode_annotations(*base.annotations, out);
    put_bits(*base.removed, out);
    put_bits(*base.excluded, out);
    out.put(static_cast<std::uint8_t>(*base.topics != nullptr));
    if (*base.topics) encode_topics(**base.topics, out);
    out.put_varint(history.entries().size());
    out.put_varint(history.done_count());
    for (const auto& entry : history.entries()) {
        ByteWriter edit;
        encode_edit(*entry.edit, edit);
        const Bytes encoded = edit.take();
        out.put(entry.at_ms);
        out.put_array(std::span(encoded));
    }
    if (base.copied->present.size() > 0) encode_copied(*base.copied, out);
    return out.take();
}

bool decode_history(std::span<const std::byte> bytes, Project& project, History& history) {
    ByteReader in(bytes);
    auto scheme = parse_labels(in.get_text());
    auto annotations = in.ok() ? decode_annotations(in, project.size()) : std::nullopt;
    if (!scheme || scheme->count > k_max_labels || !annotations) return false;
    if (!labels_known(*annotations, scheme->scheme)) return false;
    project.scheme.edit() = std::move(scheme->scheme);
    project.annotations.edit() = std::move(*annotations);
    project.removed.edit() = get_bits(in, project.size());
    project.excluded.edit() = get_bits(in, project.size());
    project.topics.edit() =
        in.get<std::uint8_t>() != 0 ? decode_topics(in, project.size()) : nullptr;
    const auto count = in.get_varint(), done = in.get_varint();
    if (!in.ok() || done > count || count > k_max_history_entries) return false;
    std::vector<std::pair<double, Bytes>> steps;
    while (in.ok() && steps.size() < count) {
        const auto at_ms = get_time(in);
        steps.emplace_back(at_ms, in.get_array<std::byte>());
    }
    const CopyTable& table = (*project.dataset)->copy_table();
    auto copied =
        in.at_end() ? std::optional<Copies>(Copies{Bitset(table.size()), {}, {}}) : decode_copied(in, table.size());
    if (!in.ok() || !in.at_end() || !copied || copied->present.size() != table.size()) return false;
    count_copies(*copied, table, project.size());
    project.copied.edit() = std::move(*copied);
    std::vector<History::Entry> entries;
    ReplayBudget budget;
    std::size_t held = 0;
    for (const auto& [at_ms, encoded] : steps) {
        if (encoded.empty() || !budget.covers(static_cast<EditKind>(encoded[0]), project)) return false;
        ByteReader edit_in(encoded);
        auto edit = decode_edit(edit_in, project);
        if (!edit || !edit_in.at_end()) return false;
        edit->apply(project);
        // Steps that were undone count on top of what the history keeps to.
        if ((held += edit->bytes()) > 2 * history.max_bytes()) return false;
        entries.push_back({std::move(edit), at_ms});
    }
    for (std::size_t step = entries.size(); step > done; --step)
        entries[step - 1].edit->revert(project);
    history.restore(std::move(entries), static_cast<std::size_t>(done));
    return true;
}

bool same_work(const Project& a, const Project& b) {
    return a.copied->present == b.copied->present && a.copied->labels == b.copied->labels && *a.scheme == *b.scheme &&
           *a.removed == *b.removed && *a.excluded == *b.excluded && same_topics(*a.topics, *b.topics) &&
           same_annotations(*a.annotations, *b.annotations);
}

}  // namespace labelscape
