#pragma once

#include <imgui.h>

#include "ui/fonts.hpp"

namespace labelscape {

class TextRasterizer;

/// Merges a source into the font added last that draws every character the font lacks, one by one and unshaped.
/// `rasterizer` must outlive the atlas.
void add_fallback_glyphs(ImFontAtlas& atlas, TextRasterizer& rasterizer, Weight weight);

}  // namespace labelscape
