#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/ids.hpp"
#include "model/actor.hpp"

// What computed actors say about documents. A person's labels are annotations: edits of the history, and they alone
// count. What an actor computed is no edit: it is saved as it is and made again when what it came from has changed.

namespace labelscape {

inline constexpr std::size_t k_opinion_labels = 3;

/// What an actor says of one document.
struct Opinion {
    /// By falling chance; those without a chance are not there.
    std::array<LabelId, k_opinion_labels> labels{};
    std::array<std::uint8_t, k_opinion_labels> chances{};   ///< in 255ths
    std::uint8_t reason = 0;                                ///< of the first label, as the actor counts reasons

    /// The chance of a label, 0..1.
    float chance(std::size_t place) const { return static_cast<float>(chances[place]) / 255; }
    bool says_nothing() const { return chances[0] == 0; }

    bool operator==(const Opinion&) const = default;
};

/// What one actor says of all documents.
struct Layer {
    std::string actor;              ///< its id
    std::vector<Opinion> of_doc;    ///< nothing is said of documents beyond

    bool operator==(const Layer&) const = default;
};

}  // namespace labelscape
