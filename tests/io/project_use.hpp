#pragma once

#include <cmath>
#include <span>
#include <stdexcept>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "io/formats/csv.hpp"
#include "io/formats/parquet.hpp"
#include "io/labels_export.hpp"
#include "io/project_format.hpp"
#include "io/project_json.hpp"

// What the application does with a project that it has read, whatever its file looked like.

namespace labelscape::test {

/// Makes sizes and checksums of the manifest those of the sections, so that damage gets to the decoders.
inline void fit_manifest(std::vector<Section>& sections) {
    for (Section& section : sections) {
        if (section.name != k_manifest_section) continue;
        const Bytes& bytes = section.bytes;
        auto manifest = parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!manifest) continue;
        manifest->sections.clear();
        for (const Section& other : sections) {
            if (other.name == k_manifest_section) continue;
            manifest->sections.push_back({other.name, other.bytes.size(), crc32(other.bytes), 0});
        }
        const std::string text = write_manifest(*manifest);
        const auto written = std::as_bytes(std::span(text));
        section.bytes.assign(written.begin(), written.end());
    }
}

inline void demand(bool holds, const char* what) {
    if (!holds) throw std::logic_error(what);
}

/// Throws when a promise of the model is broken that the rest of the program relies on.
inline void check_promises(const Project& project) {
    const std::uint32_t rows = project.size();
    const Annotations& annotations = *project.annotations;
    demand(annotations.size() == rows, "annotations by row");
    demand(project.removed->size() == rows && project.excluded->size() == rows, "flags by row");
    for (DocId doc = 0; doc < rows; ++doc) {
        demand(is_valid_utf8((*project.dataset)->text(doc)) && is_valid_utf8((*project.dataset)->id(doc)), "UTF-8");
        const Annotation& row = annotations[doc];
        for (const LabelId label : annotations.labels(doc)) demand(project.scheme->find(label), "a known label");
        if (row.labeled()) demand(row.provenance < annotations.provenances().size(), "a provenance");
    }
    demand(project.scheme->labels().size() <= k_max_labels, "few labels");
    for (const Label& label : project.scheme->labels()) {
        demand(!label.name.empty() && label.name.size() <= k_max_label_name_bytes, "a short name");
        demand(project.scheme->labels()[static_cast<std::size_t>(project.scheme->index_of(label.id))] == label,
               "an index");
    }
    for (const Provenance& provenance : annotations.provenances())
        demand(std::abs(provenance.at_ms) <= k_max_time_ms && provenance.action.size() <= k_max_action_bytes,
               "provenance");
    if (const auto& topics = *project.topics) {
        demand(topics->of_doc.size() <= rows, "topics by row");
        for (const TopicId topic : topics->of_doc) demand(topic >= k_outlier && topic < topics->count(), "a topic");
    }
    for (const auto& layer : *project.layers) {
        demand(layer->of_doc.size() <= rows, "opinions by row");
        for (const Opinion& opinion : layer->of_doc)
            demand(opinion.says_nothing() || project.scheme->find(opinion.labels[0]), "known labels in opinions");
    }
    if (const auto& layout = *project.layout) demand(layout->xy.size() <= 2 * std::size_t{rows}, "places by row");
    if (const auto& embeddings = *project.embeddings)
        demand(embeddings->vectors.rows() <= static_cast<std::int64_t>(rows), "vectors by row");
}

/// All steps back and forth, export, save. Throws when something is not as it has to be.
inline void use(LoadedProject& loaded) {
    Project& project = loaded.project;
    check_promises(project);
    for (; loaded.history.can_redo(); check_promises(project)) loaded.history.redo(project);
    for (; loaded.history.can_undo(); check_promises(project)) loaded.history.undo(project);
    for (; loaded.history.can_redo(); check_promises(project)) loaded.history.redo(project);
    Bitset all(project.size());
    all.set_all();
    std::string chunk;
    for (LabelsExporter exporter(project, csv_writer, all); exporter.next(chunk);) {
    }
    Bytes block;
    for (BatchExporter exporter(project, all);;) {
        const auto more = exporter.next(block);
        demand(more.ok(), "an export");
        if (!*more) break;
    }
    const auto saved = encode_project(project, loaded.history, loaded.view);
    const auto again = decode_project(saved.sections);
    demand(again && again->notes.empty(), "a project that opens again without a word");
}

}  // namespace labelscape::test
