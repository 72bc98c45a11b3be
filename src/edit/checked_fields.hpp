#pragma once

#include <string>
#include <vector>

#include "base/byte_stream.hpp"
#include "model/project.hpp"

// Fields that edits and the sections of a project have in common. What is read holds to limits.hpp whatever the bytes
// say: a name that is too long is cut rather than the step, or the part, refused.

namespace labelscape {

/// A text for people, cut to `max_bytes`; ill-formed bytes are U+FFFD.
std::string get_name(ByteReader& in, std::size_t max_bytes);
/// Cuts to `max_bytes` in place and repairs as get_name().
void fit_name(std::string& name, std::size_t max_bytes);

/// ms since 1970, brought into the range of times; 0 where it is no number.
double get_time(ByteReader& in);

void put_provenance(const Provenance& provenance, ByteWriter& out);
Provenance get_provenance(ByteReader& in);

void put_label_sets(const std::vector<std::vector<LabelId>>& sets, ByteWriter& out);
/// Fails where a set has a label that the scheme lacks, or more than there are.
std::vector<std::vector<LabelId>> get_label_sets(ByteReader& in, const LabelScheme& scheme);

/// Brings the texts of a label within the limits; true when that changed any.
bool fit_label(Label& label);

}  // namespace labelscape
