#pragma once

#include "app/app_context.hpp"

namespace labelscape {

inline constexpr std::string_view k_tree_part = "topics";
/// The tree of microtopics, by the neighbors.
DerivedPart tree_part();

/// Clusters the documents into microtopics and names them. One undoable step.
/// `min_size`: smallest topic, 0 chooses by the number of documents.
void compute_topics(AppContext& context, int min_size, const Done<>& done);
/// Cuts the tree again; the names follow when they are ready. Cuts of one `gesture` are one step.
void set_granularity(AppContext& context, float granularity, std::uint32_t gesture, const Done<>& done);
/// Gives every outlier the microtopic of its nearest neighbor that has one.
void assign_outlier_documents(AppContext& context, const Done<>& done);

}  // namespace labelscape
