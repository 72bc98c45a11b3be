#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "model/label_scheme.hpp"

namespace labelscape {

/// Without leading and trailing white space.
std::string trimmed(std::string_view text);

/// The first of `palette` (0xRRGGBB, not empty) that no label has; then they repeat.
std::uint32_t next_label_color(const LabelScheme& scheme, std::span<const std::uint32_t> palette);

/// The first of 1..9 that no label has; empty when all are taken.
std::string next_label_key(const LabelScheme& scheme);

/// Why a label cannot have its key; empty when it can. Letters are keys of commands.
std::string key_problem(const LabelScheme& scheme, const Label& label);

}  // namespace labelscape
