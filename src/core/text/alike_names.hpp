#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace labelscape {

/// What a reader sees of a name: two names with the same key differ in case, in spaces (also U+00A0), in characters
/// that nobody sees, or in how accents are composed (NFC, NFD).
std::string alike_key(std::string_view name);

/// The groups of two and more names that look alike, each name once, in the order given.
std::vector<std::vector<std::string>> find_alike_names(const std::vector<std::string>& names);

}  // namespace labelscape
