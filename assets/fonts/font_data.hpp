#pragma once

#include <cstddef>
#include <span>

namespace labelscape {

/// The files of this folder.
extern const std::span<const std::byte> k_font_regular;
extern const std::span<const std::byte> k_font_semibold;
extern const std::span<const std::byte> k_font_icons;

}  // namespace labelscape
