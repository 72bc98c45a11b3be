#pragma once

#include <string>
#include <vector>

#include "app/app_context.hpp"

namespace labelscape {

/// Gives every active document that has none a vector of the project's model. Texts that occur
/// several times are embedded once. What was embedded before a cancel or a failure is kept. Where the model cannot be
/// used now, or new texts would go to an endpoint that was not asked for them, it says so and goes on with what is
/// there.
void embed_documents(AppContext& context, const Done<>& done);

/// Gives every active document a vector of the chosen model. Vectors of another model stay in use
/// until all new ones are there; after a cancel or a failure the model before is chosen again, and the next run with
/// the new model goes on from there.
void embed_with_chosen(AppContext& context, const Done<>& done);

/// The first document of each text that has no vector of the model yet.
std::vector<DocId> texts_to_embed(const AppContext& context, const std::string& model_id);

/// So many texts are one request of the port, for an estimate to count as embedding does.
inline constexpr std::size_t k_endpoint_texts = 256;

}  // namespace labelscape
