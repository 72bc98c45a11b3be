#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.hpp"

namespace labelscape {

/// One condition on documents, shown as a chip. All chips of a filter must hold.
struct FilterChip {
    std::string kind = "labeled";   ///< id of a row of filter_kinds(), which says what the other fields mean to it
    bool negated = false;
    LabelId label{};
    TopicId topic = k_outlier;
    std::string text = {};
    std::string value = {};
    double low = 0;
    double high = 0;
    std::vector<DocId> docs = {};

    bool operator==(const FilterChip&) const = default;
};

using Filter = std::vector<FilterChip>;

}  // namespace labelscape
