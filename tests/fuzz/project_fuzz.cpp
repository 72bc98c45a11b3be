// Project sections. The first byte says whether the manifest is made to fit the sections, so that
// damage gets past the checksums to the decoders.

#include <cstdlib>

#include "fuzz/fuzz_target.hpp"
#include "io/full_project.hpp"
#include "io/project_use.hpp"

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
    if (fit) test::fit_manifest(sections);
    auto loaded = decode_project(std::move(sections));
    if (loaded) test::use(*loaded);
    return 0;
}
