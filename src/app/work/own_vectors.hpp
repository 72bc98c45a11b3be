#pragma once

#include <string>

#include "app/app_context.hpp"
#include "io/imported_vectors.hpp"

namespace labelscape {

/// Makes vectors that came with a file the project's, or adds them when it has vectors of that column and size already.
/// Returns a sentence about it for the report of the import.
std::string take_own_vectors(AppContext& context, const ImportedVectors& vectors, const std::string& column);

}  // namespace labelscape
