// Project sections. The first byte says whether the manifest is made to fit the sections, so that
// damage gets past the checksums to the decoders.

#include <cstdlib>

#include "base/hash.hpp"
#include "fuzz/fuzz_target.hpp"
#include "io/full_project.hpp"
#include "io/labels_export.hpp"
#include "io/project_json.hpp"

namespace {

using namespace labelscape;

Bytes joined(const std::vector<Section>& sections, bool fit) {
    ByteWriter out;
    out.put(static_cast<std::uint8_t>(fit));
    for (const Section& section : sections) {
        out.put_text(section.name);
        out.put_array(std::span(section.bytes));
    }
    return out.take();
}

void fit_manifest(std::vector<Section>& sections) {
    for (Section& manifest_section : sections) {
        if (manifest_section.name != k_manifest_section) continue;
        const Bytes& bytes = manifest_section.bytes;
        auto manifest = parse_manifest({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        if (!manifest) continue;
        manifest->sections.clear();
        for (const Section& section : sections) {
            if (section.name == k_manifest_section) continue;
            manifest->sections.push_back(
                {section.name, section.bytes.size(), crc32(section.bytes), 0});
        }
        const std::string text = write_manifest(*manifest);
        const auto written = std::as_bytes(std::span(text));
        manifest_section.bytes.assign(written.begin(), written.end());
    }
}

/// What the application would do with a project: all steps back and forth, export, save.
void use(LoadedProject& loaded) {
    Project& project = loaded.project;
    while (loaded.history.can_redo()) loaded.history.redo(project);
    while (loaded.history.can_undo()) loaded.history.undo(project);
    while (loaded.history.can_redo()) loaded.history.redo(project);
    Bitset all(project.size());
    all.set_all();
    std::string chunk;
    for (LabelsExporter exporter(project, ExportFormat::csv, all); exporter.next(chunk);) {
    }
    const auto saved = encode_project(project, loaded.history, loaded.view);
    if (!decode_project(saved.sections)) std::abort();
}

}  // namespace

std::vector<Bytes> labelscape::fuzz::seeds() {
    std::vector<Bytes> result;
    for (const std::uint64_t seed : {1, 2, 3}) {
        const test::FullProject full = test::make_full_project(seed, 12, 12);
        const auto encoded = encode_project(full.project, full.history, full.view);
        result.push_back(joined(encoded.sections, true));
        if (seed == 1) result.push_back(joined(encoded.sections, false));
    }
    return result;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    ByteReader in(std::span(reinterpret_cast<const std::byte*>(data), size));
    const bool fit = in.get<std::uint8_t>() != 0;
    std::vector<Section> sections;
    while (in.ok() && !in.at_end() && sections.size() < 100) {
        std::string name = in.get_text();
        sections.push_back({std::move(name), in.get_array<std::byte>()});
    }
    if (fit) fit_manifest(sections);
    auto loaded = decode_project(std::move(sections));
    if (loaded) use(*loaded);
    return 0;
}
