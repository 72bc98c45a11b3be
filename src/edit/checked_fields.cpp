#include "edit/checked_fields.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "base/utf8.hpp"

namespace labelscape {

void fit_name(std::string& name, std::size_t max_bytes) {
    // Repair makes three bytes of one: what is cut off needs none.
    if (name.size() > max_bytes) name.resize(cut_utf8(name, max_bytes).size());
    if (is_valid_utf8(name)) return;
    name = to_valid_utf8(name);
    name.resize(cut_utf8(name, max_bytes).size());
}

std::string get_name(ByteReader& in, std::size_t max_bytes) {
    std::string name = in.get_text();
    fit_name(name, max_bytes);
    return name;
}

double get_time(ByteReader& in) {
    const auto ms = in.get<double>();
    return std::isnan(ms) ? 0 : std::clamp(ms, -k_max_time_ms, k_max_time_ms);
}

namespace {

/// After the number of a source name: actors that have none of their own.
constexpr std::uint8_t k_named_actors = k_source_names.size();

bool has_source_name(const Provenance& provenance) {
    return from_source(source_name(provenance), provenance.documents, provenance.at_ms, provenance.action) ==
           provenance;
}

}  // namespace

void put_provenance(const Provenance& provenance, ByteWriter& out) {
    if (has_source_name(provenance)) {
        const auto name = std::ranges::find(k_source_names, source_name(provenance));
        out.put(static_cast<std::uint8_t>(name - k_source_names.begin()));
    } else {
        out.put(k_named_actors);
        out.put(static_cast<std::uint8_t>(provenance.bulk));
        out.put_text(provenance.actor);
        out.put_text(provenance.origin);
    }
    out.put_varint(provenance.documents);
    out.put(provenance.at_ms);
    out.put_text(provenance.action);
}

Provenance get_provenance(ByteReader& in) {
    const auto source = in.get<std::uint8_t>();
    if (source > k_named_actors) in.fail();
    Provenance provenance = from_source(source < k_named_actors ? k_source_names[source] : "");
    if (source == k_named_actors) {
        provenance.bulk = in.get<std::uint8_t>() != 0;
        provenance.actor = get_name(in, k_max_actor_bytes);
        provenance.origin = get_name(in, k_max_actor_bytes);
    }
    const auto documents = in.get_varint();
    if (documents > std::numeric_limits<std::uint32_t>::max()) in.fail();
    provenance.documents = static_cast<std::uint32_t>(documents);
    provenance.at_ms = get_time(in);
    provenance.action = get_name(in, k_max_action_bytes);
    return provenance;
}

void put_label_sets(const std::vector<std::vector<LabelId>>& sets, ByteWriter& out) {
    out.put_varint(sets.size());
    for (const auto& set : sets) out.put_array(std::span(set));
}

std::vector<std::vector<LabelId>> get_label_sets(ByteReader& in, const LabelScheme& scheme) {
    std::vector<std::vector<LabelId>> sets;
    for (auto count = in.get_varint(); in.ok() && sets.size() < count;) {
        sets.push_back(in.get_array<LabelId>());
        const bool known =
            sets.back().size() <= scheme.labels().size() &&
            std::ranges::all_of(sets.back(), [&](LabelId label) { return scheme.find(label) != nullptr; });
        if (!known) in.fail();
    }
    return sets;
}

bool fit_label(Label& label) {
    const Label before = label;
    fit_name(label.name, k_max_label_name_bytes);
    while (label.name != before.name && label.name.ends_with(' ')) label.name.pop_back();
    fit_name(label.key, k_max_label_key_bytes);
    fit_name(label.description, k_max_label_description_bytes);
    if (label.keywords.size() > k_max_label_keywords) label.keywords.resize(k_max_label_keywords);
    for (std::string& keyword : label.keywords) fit_name(keyword, k_max_keyword_bytes);
    return !(label == before);
}

}  // namespace labelscape
