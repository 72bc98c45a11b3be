#pragma once

#include <string>

#include "app/app_context.hpp"

namespace labelscape {

/// The vector of a text, by the project's model; a conflict where its vectors were not made with the model in use.
void vector_of_text(AppContext& context, const std::string& text, const Done<std::vector<float>>& done);
/// Orders the list by similarity to a text.
void order_by_meaning(AppContext& context, const std::string& text, const Done<>& done);
/// Orders the list by similarity to a document.
void order_like_document(AppContext& context, DocId doc, const Done<>& done);
/// Back to the order of import.
void clear_similarity(AppContext& context);

}  // namespace labelscape
