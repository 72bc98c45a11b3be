#include "model/provenance.hpp"

namespace labelscape {

std::string_view source_name(const Provenance& provenance) {
    if (provenance.actor == k_import) return "import";
    if (!provenance.origin.empty()) return "suggestion";
    return provenance.bulk ? "bulk" : "human";
}

Provenance from_source(std::string_view name, std::uint32_t documents, double at_ms, std::string action) {
    Provenance provenance;
    if (name == "import") provenance.actor = k_import;
    if (name == "suggestion") provenance.origin = k_neighbors_actor;
    provenance.bulk = name == "bulk";
    provenance.documents = documents;
    provenance.at_ms = at_ms;
    provenance.action = std::move(action);
    return provenance;
}

}  // namespace labelscape
