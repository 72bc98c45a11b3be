#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace labelscape {

/// One condition on documents, shown as a chip. All chips of a filter must hold.
struct FilterChip {
    enum class Kind : std::uint8_t {
        label,        ///< carries label `label`
        unlabeled,
        labeled,
        unsure,
        skipped,
        topic,        ///< in microtopic `topic`, or k_outlier, k_no_meaning, k_no_vector
        column_text,  ///< cell of column `text` equals `value`
        column_range, ///< numeric cell of column `text` in [low, high]
        text,         ///< text search query `value`
        regex,        ///< regular expression `value`
        source,       ///< label came by `source` (index of Source)
        suggestion,   ///< suggested label is `label`
        documents,    ///< exactly the ids in `docs`, titled `value`
        duplicates,   ///< stands for more than one row
        excluded,     ///< shows excluded documents instead of active ones
    };
    Kind kind = Kind::labeled;
    bool negated = false;
    LabelId label{};
    TopicId topic = k_outlier;
    std::string text = {};
    std::string value = {};
    double low = 0;
    double high = 0;
    std::uint8_t source = 0;
    std::vector<DocId> docs = {};

    bool operator==(const FilterChip&) const = default;
};

using Filter = std::vector<FilterChip>;

}  // namespace labelscape
