#pragma once

#include <string>
#include <string_view>

#include "app/view_state.hpp"

namespace labelscape {

/// The view as it is saved with a project: bytes of our own, versioned.
std::string encode_view(const ViewState& view);
struct DecodedView {
    ViewState view;     ///< what can be read and used; defaults for the rest
    std::string note;   ///< what could not, for the user; empty when all could
};
/// Of a text that may be anything.
DecodedView decode_view(std::string_view text);

}  // namespace labelscape
