#pragma once

#include <span>
#include <string>
#include <string_view>

namespace labelscape {

/// A character encoding that a file of texts may have.
struct Encoding {
    std::string_view name;    ///< as TextDecoder calls it
    std::string_view title;
    std::string_view where;   ///< languages, for whoever looks for theirs
};

/// All that TextDecoder knows and that tables of texts come in.
std::span<const Encoding> encodings();
/// The title of an encoding; its name in capitals where it is not listed.
std::string encoding_title(std::string_view name);

}  // namespace labelscape
