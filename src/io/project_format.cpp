#include "io/project_format.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "edit/topic_edits.hpp"
#include "io/copies_sections.hpp"
#include "io/project_json.hpp"
#include "io/project_loader.hpp"
#include "io/project_sections.hpp"

namespace labelscape {
namespace {

Bytes bytes_of(std::string_view text) {
    const auto bytes = std::as_bytes(std::span(text));
    return Bytes(bytes.begin(), bytes.end());
}

/// Never 0, which would say nothing.
std::uint64_t key_of(std::string_view what, std::uint64_t rows) {
    return hash_text(what, rows) | 1;
}

/// Vectors are final once embedded, so model and embedded rows say what a chunk holds.
std::uint64_t directions_key(const Embeddings& embeddings, std::uint32_t rows, std::uint32_t chunk) {
    const std::uint32_t first = chunk * k_section_rows, count = rows_in_chunk(rows, chunk);
    std::string embedded;
    for (std::uint32_t row = first; row < first + count; ++row)
        embedded += embeddings.embedded.test(row) ? '1' : '0';
    return key_of(embeddings.model_id + "\n" + embedded,
                  static_cast<std::uint64_t>(embeddings.vectors.columns()));
}

const SectionInfo* find(const std::vector<SectionInfo>& infos, std::string_view name) {
    const auto found = std::ranges::find(infos, name, &SectionInfo::name);
    return found == infos.end() ? nullptr : &*found;
}

}  // namespace

ProjectEncoder::ProjectEncoder(const Project& project, const History& history,
                               std::string_view view, std::vector<SectionInfo> stored)
    : project_(project), stored_(std::move(stored)) {
    plan_dataset();
    plan_copies();
    plan("documents", 0, [this] { return encode_documents(project_); });
    plan("labels.json", 0, [this] { return bytes_of(write_labels(*project_.scheme)); });
    plan("annotations", 0, [this] {
        ByteWriter out;
        encode_annotations(*project_.annotations, out);
        return out.take();
    });
    // Its steps cannot be copied.
    plan("history", 0, [bytes = encode_history(project, history)] { return bytes; });
    plan_computed();
    if (!view.empty()) plan("view.json", 0, [bytes = bytes_of(view)] { return bytes; });
}

std::optional<Section> ProjectEncoder::next() {
    for (; next_ < parts_.size(); ++next_) {
        Part& part = parts_[next_];
        if (keeps(part)) continue;
        Section section{std::move(part.name), part.encode()};
        infos_.push_back({section.name, section.bytes.size(), crc32(section.bytes), part.key});
        ++next_;
        return section;
    }
    if (next_++ > parts_.size()) return std::nullopt;
    return manifest();
}

void ProjectEncoder::plan(std::string name, std::uint64_t key, std::function<Bytes()> encode) {
    parts_.push_back({std::move(name), key, std::move(encode)});
}

/// True for a part that is stored as it is.
bool ProjectEncoder::keeps(const Part& part) {
    const SectionInfo* known = find(stored_, part.name);
    if (!known || part.key == 0 || known->key != part.key) return false;
    infos_.push_back(*known);
    return true;
}

void ProjectEncoder::plan_dataset() {
    const Dataset& dataset = **project_.dataset;
    for (std::uint32_t chunk = 0; chunk < chunk_count(dataset.size()); ++chunk) {
        const std::uint32_t rows = rows_in_chunk(dataset.size(), chunk);
        plan(chunk_section("texts", chunk), rows,
             [&dataset, chunk] { return encode_text_chunk(*dataset.texts().chunks()[chunk]); });
        plan(chunk_section("ids", chunk), rows,
             [&dataset, chunk] { return encode_text_chunk(*dataset.ids().chunks()[chunk]); });
        for (std::size_t i = 0; i < dataset.columns().size(); ++i) {
            const Column& column = dataset.columns()[i];
            plan(chunk_section("column-" + std::to_string(i), chunk), key_of(column.name, rows),
                 [&column, chunk] { return encode_column_chunk(column, chunk); });
        }
    }
}

void ProjectEncoder::plan_copies() {
    const CopyTable& table = (*project_.dataset)->copy_table();
    if (table.size() == 0) return;
    for (std::uint32_t chunk = 0; chunk < chunk_count(table.size()); ++chunk) {
        const std::uint32_t rows = rows_in_chunk(table.size(), chunk);
        plan(chunk_section("copies", chunk), rows, [&table, chunk] { return encode_copy_chunk(table, chunk); });
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            const Column& column = table.columns[i];
            plan(chunk_section("copy-column-" + std::to_string(i), chunk), key_of(column.name, rows),
                 [&column, chunk] { return encode_column_chunk(column, chunk); });
        }
    }
    plan("copied", 0, [this] {
        ByteWriter out;
        encode_copied(*project_.copied, out);
        return out.take();
    });
}

void ProjectEncoder::plan_computed() {
    if (const auto& topics = *project_.topics) {
        plan("topics", 0, [&topics] {
            ByteWriter out;
            encode_topics(*topics, out);
            return out.take();
        });
    }
    if (const auto& layout = *project_.layout)
        plan("layout", 0, [&layout] { return encode_layout(*layout); });
    for (const auto& layer : *project_.layers) {
        for (std::uint32_t chunk = 0; chunk < chunk_count(static_cast<std::uint32_t>(layer->of_doc.size())); ++chunk)
            plan(chunk_section("layer-" + layer->actor, chunk), 0,
                 [&layer, chunk] { return encode_opinions(*layer, chunk); });
    }
    const auto& embeddings = *project_.embeddings;
    if (!embeddings) return;
    plan("embedded", 0, [&embeddings] { return encode_embedded(*embeddings); });
    const auto rows = static_cast<std::uint32_t>(embeddings->vectors.rows());
    for (std::uint32_t chunk = 0; chunk < chunk_count(rows); ++chunk) {
        plan(chunk_section("directions", chunk), directions_key(*embeddings, rows, chunk),
             [&embeddings, chunk] { return encode_directions(embeddings->vectors, chunk); });
    }
}

Section ProjectEncoder::manifest() {
    for (const SectionInfo& info : stored_) {
        if (!find(infos_, info.name)) obsolete_.push_back(info.name);
    }
    const Manifest manifest{k_project_version, project_.id, project_.name, project_.size(), infos_, true};
    return {std::string(k_manifest_section), bytes_of(write_manifest(manifest))};
}

EncodedProject encode_project(const Project& project, const History& history, std::string_view view,
                              std::vector<SectionInfo> stored) {
    ProjectEncoder encoder(project, history, view, std::move(stored));
    EncodedProject encoded;
    while (auto section = encoder.next()) encoded.sections.push_back(std::move(*section));
    encoded.infos = encoder.take_infos();
    encoded.obsolete = encoder.take_obsolete();
    return encoded;
}

Result<LoadedProject> decode_project(std::vector<Section> sections) {
    return ProjectLoader(std::move(sections)).run();
}

}  // namespace labelscape
