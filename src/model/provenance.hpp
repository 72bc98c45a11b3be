#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/actor.hpp"

namespace labelscape {

/// Where labels come from: one record for each action that set any.
struct Provenance {
    std::string actor = std::string(k_me);   ///< whose decision it is
    std::string origin = {};                 ///< the actor whose opinion was accepted; empty: nobody's
    bool bulk = false;                       ///< decided for several documents at once
    std::uint32_t documents = 1;             ///< how many have it
    double at_ms = 0;                        ///< since 1970, UTC
    std::string action = {};                 ///< such as "Label 143 alike as Refund"

    bool operator==(const Provenance&) const = default;
};

/// What exports, scripts and filters call the ways in which labels come about.
inline constexpr std::array<std::string_view, 4> k_source_names = {"human", "bulk", "import", "suggestion"};

std::string_view source_name(const Provenance& provenance);
/// The provenance of that name; a person's for any other.
Provenance from_source(std::string_view name, std::uint32_t documents = 1, double at_ms = 0, std::string action = {});

}  // namespace labelscape
