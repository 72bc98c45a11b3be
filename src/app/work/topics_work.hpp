#pragma once

#include "app/work/layout_work.hpp"

namespace labelscape {

/// Clusters the documents into microtopics and names them, then calls `then`. One undoable step.
/// `min_size`: smallest topic, 0 chooses by the number of documents.
void compute_topics(AppContext& context, int min_size, Then then);
/// Cuts the tree again; the names follow when they are ready. Cuts of one `gesture` are one step.
void set_granularity(AppContext& context, float granularity, std::uint32_t gesture);
/// Gives every outlier the microtopic of its nearest neighbor that has one.
void assign_outlier_documents(AppContext& context);

}  // namespace labelscape
