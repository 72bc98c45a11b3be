#pragma once

#include "app/app_context.hpp"

namespace labelscape {

/// Opens the alike view of a document, or makes it again with the options it has.
void open_alike(AppContext& context, DocId doc);
/// After the threshold, the label or the annotations changed.
void update_alike(AppContext& context);
/// Takes the threshold from a new neighbor graph unless the user has chosen one.
void suit_alike_threshold(AppContext& context, float typical);
/// Counts "alike, not labeled" of every document when vectors or labels have changed.
void count_alike_if_stale(AppContext& context);

}  // namespace labelscape
