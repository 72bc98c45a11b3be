#pragma once

#include <imgui.h>

#include <cstddef>
#include <cstdint>
#include <span>

#include "ui/icons.hpp"
#include "ui/theme.hpp"

namespace labelscape {

enum class Weight : std::uint8_t { regular, semibold };

/// Dear ImGui counts the height of a line (ascent and descent), CSS the em. Inter: 1.2102.
inline constexpr float k_line_per_em = 1.2102f;

/// The shipped faces: Inter with tabular figures (all digits are equally wide), and the icons.
struct Fonts {
    ImFont* regular = nullptr;
    ImFont* semibold = nullptr;
    ImFont* icons = nullptr;

    ImFont* of(Weight weight) const { return weight == Weight::regular ? regular : semibold; }
};

class TextRasterizer;

/// Adds the faces to the atlas. Glyphs are made on demand, at the density of the screen.
/// Characters that Inter lacks come one by one from `fallback`, which must outlive the atlas: so Chinese in an input
/// is seen too. What needs shaping is drawn right only by TextDrawer.
Fonts load_fonts(ImFontAtlas& atlas, TextRasterizer& fallback);

/// The files as they are embedded, for the page's own text drawing.
std::span<const std::byte> font_file(Weight weight);

/// `size` is the height of a line in CSS pixels, see Tokens.
inline void push_font(const Fonts& fonts, Weight weight, float size) { ImGui::PushFont(fonts.of(weight), size); }

/// Draws an icon whose square of `size` pixels has its upper left corner at `at`.
void draw_icon(ImDrawList& list, const Fonts& fonts, ImVec2 at, float size, ImU32 color, Icon icon);

}  // namespace labelscape
