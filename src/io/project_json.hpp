#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/project_format.hpp"
#include "model/label_scheme.hpp"

// The JSON parts of a project.

namespace labelscape {

/// What manifest.json says.
struct Manifest {
    int version = 0;
    std::string id;
    std::string name;
    std::uint32_t rows = 0;
    std::vector<SectionInfo> sections;
    /// False when the manifest was changed after it was written: its figures prove nothing then.
    bool intact = false;
};

std::string write_manifest(const Manifest& manifest);
/// Nothing when it is no JSON, or not the manifest of a project.
std::optional<Manifest> parse_manifest(std::string_view json);

std::string write_labels(const LabelScheme& scheme);
struct StoredLabels {
    LabelScheme scheme;          ///< empty when there are more than k_max_labels
    std::size_t count = 0;
    std::size_t shortened = 0;   ///< labels with a text that was longer than limits.hpp allows
};
/// Nothing when it is no JSON or breaks the rules of LabelScheme.
std::optional<StoredLabels> parse_labels(std::string_view json);

/// The items of a JSON array of strings, numbers and booleans, as text; nothing when it is anything
/// else.
std::optional<std::vector<std::string>> parse_text_list(std::string_view json);

/// The items of Label Studio's {"choices": [...]}; nothing when it is anything else.
std::optional<std::vector<std::string>> parse_choices(std::string_view json);

/// Appends the text as a JSON string with its quotes; ill-formed UTF-8 becomes U+FFFD.
void append_json_text(std::string& out, std::string_view text);
/// A JSON array of texts.
std::string json_list(std::span<const std::string_view> items);

}  // namespace labelscape
