#include "ui/text/fallback_glyphs.hpp"

#include <imgui.h>
#include <imgui_internal.h>

#include <cmath>
#include <new>
#include <string>

#include "base/utf8.hpp"
#include "ui/text/text_rasterizer.hpp"

namespace labelscape {

namespace {

/// What a source of the fallback draws with; lives in the atlas as the "file" of the source.
struct GlyphSource {
    TextRasterizer* rasterizer;
    Weight weight;
};

bool is_drawable(ImWchar code) {
    const bool is_control = code < 0x20 || (code >= 0x7f && code < 0xa0);
    const bool is_private = (code >= 0xe000 && code < 0xf900) || code >= 0xf0000;
    return !is_control && !is_private && code != 0xfffd;
}

bool contains(ImFontAtlas*, ImFontConfig*, ImWchar code) { return is_drawable(code); }

bool accept_source(ImFontAtlas*, ImFontConfig*) { return true; }

bool load_glyph(ImFontAtlas* atlas, ImFontConfig* config, ImFontBaked* baked, void*, ImWchar code, ImFontGlyph* glyph,
                float* only_advance) {
    if (!is_drawable(code)) return false;
    const auto& source = *static_cast<const GlyphSource*>(config->FontData);
    std::string text;
    append_utf8(text, code);
    const RunStyle style{baked->Size / k_line_per_em, source.weight, false};
    const float advance = source.rasterizer->measure(text, style);
    if (only_advance) {
        *only_advance = advance;
        return true;
    }
    const float density = baked->RasterizerDensity;
    const RunPixels pixels = source.rasterizer->rasterize(text, style, 0xffffff, density);
    const ImFontAtlasRectId place = ImFontAtlasPackAddRect(atlas, pixels.width, pixels.height);
    if (place == ImFontAtlasRectId_Invalid) return false;
    ImTextureRect* rect = ImFontAtlasPackGetRect(atlas, place);
    glyph->AdvanceX = advance;
    glyph->X0 = -std::round(k_run_pad * style.em * density) / density;
    glyph->Y0 = std::round(baked->Ascent) - std::round(k_run_ascent * style.em * density) / density;
    glyph->X1 = glyph->X0 + static_cast<float>(pixels.width) / density;
    glyph->Y1 = glyph->Y0 + static_cast<float>(pixels.height) / density;
    glyph->Visible = true;
    glyph->Colored = is_colored(pixels);
    glyph->PackId = place;
    ImFontAtlasBakedSetFontGlyphBitmap(atlas, baked, config, glyph, rect, pixels.rgba.data(), ImTextureFormat_RGBA32,
                                       pixels.width * 4);
    return true;
}

const ImFontLoader& loader() {
    static const ImFontLoader made = [] {
        ImFontLoader it;
        it.Name = "page";
        it.FontSrcInit = accept_source;
        it.FontSrcContainsGlyph = contains;
        it.FontBakedLoadGlyph = load_glyph;
        return it;
    }();
    return made;
}

}  // namespace

void add_fallback_glyphs(ImFontAtlas& atlas, TextRasterizer& rasterizer, Weight weight) {
    ImFontConfig config;
    config.MergeMode = true;
    config.FontData = new (IM_ALLOC(sizeof(GlyphSource))) GlyphSource{&rasterizer, weight};
    config.FontDataSize = sizeof(GlyphSource);
    config.FontDataOwnedByAtlas = true;
    config.FontLoader = &loader();
    atlas.AddFont(&config);
}

}  // namespace labelscape
