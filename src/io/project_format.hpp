#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_stream.hpp"
#include "base/result.hpp"
#include "edit/history.hpp"
#include "model/project.hpp"

// A project as named sections: blobs of the browser's storage, and entries of the project file, a
// plain zip.
//
//   manifest.json     format, version, id, name, number of rows, all other sections with size and
//   CRC-32, and `check`,
//                     a CRC-32 of these fields, which no later version may define anew
//   labels.json       mode and labels
//   texts/<c>         chunk c of the texts: 16,384 rows, the last one fewer
//   ids/<c>           the same for the ids
//   column-<n>/<c>    the same for metadata column n; each chunk holds name and type
//   documents         copies that are only counted, removed and excluded documents
//   copies/<c>        chunk c of the collapsed duplicates: their documents and ids (since version 3, when there are
//   any) copy-column-<n>/<c>  their cells of metadata column n copied            which of them count, and labels that
//   differ from their document's annotations       label sets, provenance, and labels and marks by document topics the
//   microtopics, when there are any embedded          model and which documents have vectors directions/<c>    8-bit
//   codes of the vectors of chunk c; their lengths are 1 vectors/<c>       what version 1 had instead: float32 layout
//   float32 coordinates of the map layer-<actor>/<c> what a computed actor says of the documents of chunk c; may be
//   missing history           the state before the first step, then every step; load replays them view.json what the
//   application wants to find again
//
// The labels stand twice: as they are, and as the history makes them. Load checks one against the
// other, so that either can be lost. Chunks never change once full, which `key` of SectionInfo
// makes use of.

namespace labelscape {

inline constexpr int k_project_version = 3;
inline constexpr std::string_view k_manifest_section = "manifest.json";

/// The name of the section that holds one chunk of a part.
inline std::string chunk_section(std::string_view part, std::uint32_t chunk) {
    return std::string(part) + "/" + std::to_string(chunk);
}

struct Section {
    std::string name;
    Bytes bytes;
};

/// A section as the manifest knows it.
struct SectionInfo {
    std::string name;
    std::uint64_t size = 0;
    std::uint32_t crc32 = 0;
    /// Equal keys under one name in one project mean equal contents; 0 says nothing.
    std::uint64_t key = 0;

    bool operator==(const SectionInfo&) const = default;
};

struct EncodedProject {
    std::vector<Section> sections;  ///< to be written, the manifest last
    std::vector<SectionInfo> infos;     ///< all sections but the manifest, written now or before
    std::vector<std::string> obsolete;  ///< sections of `stored` that are to be deleted
};

/// Writes the project as it is at construction, one section at a time, while its owner goes on
/// changing it. Sections that `stored` has with the same key are left out: after a save the caller
/// keeps infos() and passes them the next time; pass nothing to get all sections, such as for a file.
class ProjectEncoder {
public:
    ProjectEncoder(const Project& project, const History& history, std::string_view view,
                   std::vector<SectionInfo> stored = {});
    ProjectEncoder(const ProjectEncoder&) = delete;

    /// To be written, the manifest last; then nothing. A section holds 16,384 documents at most.
    std::optional<Section> next();
    /// When next() gave nothing: as in EncodedProject.
    std::vector<SectionInfo> take_infos() { return std::move(infos_); }
    std::vector<std::string> take_obsolete() { return std::move(obsolete_); }

private:
    struct Part {
        std::string name;
        std::uint64_t key = 0;
        std::function<Bytes()> encode;
    };
    void plan(std::string name, std::uint64_t key, std::function<Bytes()> encode);
    void plan_dataset();
    void plan_copies();
    void plan_computed();
    bool keeps(const Part& part);
    Section manifest();

    const Project project_;
    const std::vector<SectionInfo> stored_;
    std::vector<Part> parts_;
    std::size_t next_ = 0;
    std::vector<SectionInfo> infos_;
    std::vector<std::string> obsolete_;
};

struct LoadedProject {
    Project project;
    History history;
    std::string view;  ///< view.json as it was, or empty
    std::vector<SectionInfo> stored;   ///< undamaged, for the next encode_project() to the same place
    std::vector<std::string> notes;  ///< one sentence for each loss; empty when all is well
};

/// All of a ProjectEncoder at once.
EncodedProject encode_project(const Project& project, const History& history, std::string_view view,
                              std::vector<SectionInfo> stored = {});

/// Reads a project. Whatever is damaged or missing is left out, and `notes` says so; labels and
/// undo steps are rebuilt from each other where possible. bad_file when there is no project in it,
/// unsupported_version when a newer version wrote it.
Result<LoadedProject> decode_project(std::vector<Section> sections);

}  // namespace labelscape
