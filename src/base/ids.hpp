#pragma once

#include <compare>
#include <cstdint>

namespace labelscape {

/// Row of a document in its project, from 0; stable for the life of the project.
using DocId = std::uint32_t;

/// Identity of a label that survives renaming and reordering.
enum class LabelId : std::uint32_t {};

/// Index of a microtopic in the current split; -1 is an outlier.
using TopicId = std::int32_t;
inline constexpr TopicId k_outlier = -1;
/// Instead of a microtopic, never in a split: documents that cannot be grouped. The model knows no word of them, or
/// they have no vector yet.
inline constexpr TopicId k_no_meaning = -2;
inline constexpr TopicId k_no_vector = -3;

}  // namespace labelscape
