#include "ui/fonts.hpp"

#include <cmath>
#include <cstdio>
#include <string>

#include "base/utf8.hpp"
#include "font_data.hpp"
#include "ui/text/fallback_glyphs.hpp"

namespace labelscape {

namespace {

constexpr float k_reference_size = 16;

ImFont* add_face(ImFontAtlas& atlas, std::span<const std::byte> file, const char* name) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    std::snprintf(config.Name, sizeof(config.Name), "%s", name);
    // Dear ImGui never writes to it.
    return atlas.AddFontFromMemoryTTF(const_cast<std::byte*>(file.data()), static_cast<int>(file.size()),
                                      k_reference_size, &config);
}

}  // namespace

Fonts load_fonts(ImFontAtlas& atlas, TextRasterizer& fallback) {
    // Every WebGL 2 device has textures of this size.
    atlas.TexMaxWidth = 4096;
    atlas.TexMaxHeight = 4096;
    Fonts fonts;
    fonts.regular = add_face(atlas, k_font_regular, "Inter");
    add_fallback_glyphs(atlas, fallback, Weight::regular);
    fonts.semibold = add_face(atlas, k_font_semibold, "Inter semibold");
    add_fallback_glyphs(atlas, fallback, Weight::semibold);
    fonts.icons = add_face(atlas, k_font_icons, "Lucide");
    return fonts;
}

std::span<const std::byte> font_file(Weight weight) {
    return weight == Weight::regular ? k_font_regular : k_font_semibold;
}

void draw_icon(ImDrawList& list, const Fonts& fonts, ImVec2 at, float size, ImU32 color, Icon icon) {
    if (icon == Icon::none) return;
    std::string text;
    append_utf8(text, static_cast<char32_t>(icon));
    list.AddText(fonts.icons, size, {std::floor(at.x), std::floor(at.y)}, color, text.data(),
                 text.data() + text.size());
}

}  // namespace labelscape
