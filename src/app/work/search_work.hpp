#pragma once

#include <string>

#include "app/app_context.hpp"

namespace labelscape {

/// Embeds the text and orders the list by similarity to it.
void order_by_meaning(AppContext& context, const std::string& text);
/// Orders the list by similarity to a document.
void order_like_document(AppContext& context, DocId doc);
/// Back to the order of import.
void clear_similarity(AppContext& context);

}  // namespace labelscape
