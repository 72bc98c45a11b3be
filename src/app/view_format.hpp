#pragma once

#include <string>
#include <string_view>

#include "app/view_state.hpp"

namespace labelscape {

/// The view as it is saved with a project: bytes of our own, versioned.
std::string encode_view(const ViewState& view);
/// What can be read of it; defaults for the rest.
ViewState decode_view(std::string_view text);

}  // namespace labelscape
