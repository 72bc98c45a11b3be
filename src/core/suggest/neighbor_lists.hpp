#pragma once

#include <cstdint>
#include <span>

#include "base/ids.hpp"

namespace labelscape {

inline constexpr DocId k_no_doc = 0xffffffffu;

/// Neighbors of each document by falling cosine similarity, `per_doc` places each; unused places
/// hold k_no_doc. The document itself may be listed; it is passed over.
struct NeighborLists {
    std::span<const DocId> ids;      ///< documents x per_doc
    std::span<const float> cosines;  ///< same shape, -1..1
    std::int32_t per_doc = 0;

    DocId doc_count() const {
        return per_doc > 0 ? static_cast<DocId>(ids.size() / static_cast<std::size_t>(per_doc)) : 0;
    }
};

/// The labels of each document as small numbers 0..label_count-1: those of document d stand at
/// labels[begin[d]] .. labels[begin[d + 1] - 1]. No labels means not labeled yet.
struct LabelSets {
    std::span<const std::uint32_t> set_of;  ///< by document
    std::span<const std::uint32_t> begin;   ///< by set, and one more: where its labels stand
    std::span<const std::int32_t> labels;
    std::int32_t label_count = 0;

    std::span<const std::int32_t> of(DocId doc) const {
        const std::uint32_t set = set_of[doc];
        return labels.subspan(begin[set], begin[set + 1] - begin[set]);
    }
};

}  // namespace labelscape
