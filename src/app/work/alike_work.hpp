#pragma once

#include "app/app_context.hpp"

namespace labelscape {

inline constexpr std::string_view k_alike_counts_part = "alike-counts";
/// AppState::alike_counts, by vectors, labels and the threshold.
DerivedPart alike_counts_part();

/// Opens the alike view of a document, or makes it again with the options it has; ends when it is filled.
void open_alike(AppContext& context, DocId doc, const Done<>& done);
/// After the threshold, the label or the annotations changed.
void update_alike(AppContext& context);
/// Takes the threshold from a new neighbor graph unless the user has chosen one.
void suit_alike_threshold(AppContext& context, float typical);

}  // namespace labelscape
