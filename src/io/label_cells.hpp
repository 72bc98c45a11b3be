#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// How several labels stand in one cell; import and export both hold to this.

namespace labelscape {

/// The separator that means: a cell with several labels is a JSON array of strings.
inline constexpr std::string_view k_json_array = "[]";
/// The separator of our own CSV: ';', with a backslash before each ';' and '\' inside a label.
inline constexpr std::string_view k_escaped_list = "\\;";

/// The labels of a cell, without surrounding space, each once, in the order of the cell. Label Studio's
/// {"choices": [...]} is taken apart whatever the separator, but for k_escaped_list.
std::vector<std::string> split_labels(std::string_view cell, std::string_view separator);

/// A cell that split_labels() takes apart into just these, by k_escaped_list.
std::string join_labels(std::span<const std::string_view> labels);

}  // namespace labelscape
