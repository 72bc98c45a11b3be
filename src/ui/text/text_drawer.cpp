#include "ui/text/text_drawer.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <unordered_map>

#include "base/hash.hpp"
#include "base/utf8.hpp"
#include "ui/text/picture_atlas.hpp"
#include "ui/text/text_layout.hpp"
#include "ui/text/text_units.hpp"

namespace labelscape {

namespace {

constexpr std::size_t k_max_layouts = 4000;
constexpr std::uint64_t k_keep_frames = 120;
/// Width of what shows that a line break is part of a range, in heights of a line.
constexpr float k_break_mark = 0.3f;

/// One line that is cut shows at most so many bytes for a width: no character is narrower than 2 pixels and longer
/// than 4 bytes, marks aside.
std::string_view visible_part(std::string_view text, const TextStyle& style) {
    if (style.max_width <= 0) return text;
    return cut_utf8(text, 64 + 2 * static_cast<std::size_t>(style.max_width));
}

std::uint64_t layout_key(std::string_view text, const TextStyle& style) {
    const std::uint32_t parts[] = {
        std::bit_cast<std::uint32_t>(style.size), std::bit_cast<std::uint32_t>(style.wrap_width),
        std::bit_cast<std::uint32_t>(style.max_width),
        static_cast<std::uint32_t>(style.max_lines) * 2 + static_cast<std::uint32_t>(style.weight)};
    return hash_text(text, hash_bytes(std::as_bytes(std::span(parts))));
}

/// How far a line begins from the left edge.
float indent_of(const TextLine& line, const TextStyle& style) {
    const float room = style.max_width > 0 ? style.max_width : style.wrap_width;
    return line.rtl && style.align_rtl && room > 0 ? room - line.width : 0;
}

struct LineRange {
    std::size_t first, last;
};
/// The lines that are seen between two heights below the upper edge of the text, a few more at the edges.
LineRange lines_between(const TextLayout& layout, float step, float top, float bottom) {
    const float count = static_cast<float>(layout.lines.size());
    const auto place = [&](float line) { return static_cast<std::size_t>(std::clamp(std::floor(line), 0.0f, count)); };
    return {place(top / step - 1), place(bottom / step + 2)};
}

std::uint32_t rgb_of(ImU32 color) {
    return ((color >> IM_COL32_R_SHIFT) & 255) << 16 | ((color >> IM_COL32_G_SHIFT) & 255) << 8 |
           ((color >> IM_COL32_B_SHIFT) & 255);
}

}  // namespace

struct TextDrawer::State {
    struct Kept {
        TextLayout layout;
        std::uint64_t last_frame = 0;
    };

    State(const Fonts& the_fonts, TextRasterizer& the_rasterizer) : fonts(the_fonts), rasterizer(the_rasterizer) {}

    const TextLayout& layout_of(std::string_view text, const TextStyle& style);
    void draw_line(ImDrawList& list, ImVec2 at, std::string_view text, const TextLayout& layout, const TextLine& line,
                   const TextStyle& style);
    void draw_highlights(ImDrawList& list, ImVec2 at, std::string_view text, const TextLayout& layout,
                         const TextLine& line, const TextStyle& style);
    void draw_glyphs(ImDrawList& list, ImVec2 at, std::string_view text, const TextPiece& piece,
                     const TextStyle& style);
    void draw_run(ImDrawList& list, ImVec2 at, const std::string& run, const RunStyle& run_style,
                  const TextStyle& style);
    const Picture* picture_of(const std::string& run, const RunStyle& run_style, ImU32 color);
    const std::vector<CharacterBox>& characters_of(std::string_view text, const TextStyle& style, std::size_t line);

    const Fonts& fonts;
    TextRasterizer& rasterizer;
    PictureAtlas atlas;
    std::unordered_map<std::uint64_t, Kept> layouts;
    std::uint64_t measured_line = 0;   ///< the line that was hit last: a pointer stays on it for some frames
    std::vector<CharacterBox> measured;
    std::uint64_t frame = 0;
    float pixel_ratio = 1;
    std::size_t rasterized = 0;
    std::size_t laid_out = 0;
};

const TextLayout& TextDrawer::State::layout_of(std::string_view text, const TextStyle& style) {
    Kept& kept = layouts[layout_key(text, style)];
    if (kept.layout.lines.empty()) {
        kept.layout = lay_out(text, style, fonts, rasterizer);
        ++laid_out;
    }
    kept.last_frame = frame;
    return kept.layout;
}

const Picture* TextDrawer::State::picture_of(const std::string& run, const RunStyle& run_style, ImU32 color) {
    const float numbers[] = {run_style.em, pixel_ratio, static_cast<float>(run_style.weight),
                             run_style.rtl ? 1.0f : 0.0f};
    const std::uint64_t key = hash_text(run, hash_bytes(std::as_bytes(std::span(numbers))));
    const Picture* picture = atlas.find(key);
    if (!picture) {
        ++rasterized;
        picture = atlas.insert(key, rasterizer.rasterize(run, run_style, 0xffffff, pixel_ratio));
    }
    // Emoji keep their colors; the letters beside them need the color of the text then.
    const std::uint32_t rgb = rgb_of(color);
    if (!picture || !picture->colored || rgb == 0xffffff) return picture;
    const std::uint64_t tinted_key = key ^ (0x9e3779b97f4a7c15u * (rgb + 1ull));
    const Picture* tinted = atlas.find(tinted_key);
    if (tinted) return tinted;
    ++rasterized;
    return atlas.insert(tinted_key, rasterizer.rasterize(run, run_style, rgb, pixel_ratio));
}

void TextDrawer::State::draw_run(ImDrawList& list, ImVec2 at, const std::string& run, const RunStyle& run_style,
                                 const TextStyle& style) {
    const Picture* picture = picture_of(run, run_style, style.color);
    if (!picture) return;
    const float ratio = pixel_ratio;
    const auto snapped = [&](float value) { return std::round(value * ratio) / ratio; };
    const float baseline = at.y + std::round(fonts.of(style.weight)->GetFontBaked(style.size)->Ascent);
    const ImVec2 min{snapped(at.x) - std::round(k_run_pad * run_style.em * ratio) / ratio,
                     snapped(baseline) - std::round(k_run_ascent * run_style.em * ratio) / ratio};
    const ImVec2 max{min.x + static_cast<float>(picture->width) / ratio,
                     min.y + static_cast<float>(picture->height) / ratio};
    const ImU32 tint = picture->colored ? style.color | ~IM_COL32_A_MASK : style.color;
    list.AddImage(picture->texture->GetTexRef(), min, max, picture->uv_min, picture->uv_max, tint);
}

void TextDrawer::State::draw_glyphs(ImDrawList& list, ImVec2 at, std::string_view text, const TextPiece& piece,
                                    const TextStyle& style) {
    ImFont* font = fonts.of(style.weight);
    const char* from = text.data() + piece.from;
    list.AddText(font, style.size, at, style.color, from, text.data() + piece.to);
    if (!piece.ellipsis) return;
    constexpr std::string_view k_ellipsis = "…";
    const float x = at.x + piece.width;
    list.AddText(font, style.size, {x, at.y}, style.color, k_ellipsis.data(), k_ellipsis.data() + k_ellipsis.size());
}

void TextDrawer::State::draw_highlights(ImDrawList& list, ImVec2 at, std::string_view text, const TextLayout& layout,
                                        const TextLine& line, const TextStyle& style) {
    const LineRuler ruler(text, style, layout, line, fonts, rasterizer);
    for (const Highlight& mark : style.highlights) {
        if (mark.range.end <= line.from || mark.range.begin >= line.to) continue;
        for (const auto& [left, right] : ruler.spans(mark.range)) {
            list.AddRectFilled({std::floor(at.x + left - 1), at.y - 1},
                               {std::ceil(at.x + right + 1), at.y + style.size + 1}, mark.color, 3);
        }
    }
}

const std::vector<CharacterBox>& TextDrawer::State::characters_of(std::string_view text, const TextStyle& style,
                                                                  std::size_t line) {
    const std::uint64_t key = layout_key(text, style) + line;
    if (measured_line == key) return measured;
    const TextLayout& layout = layout_of(text, style);
    measured = LineRuler(text, style, layout, layout.lines[line], fonts, rasterizer).characters();
    measured_line = key;
    return measured;
}

void TextDrawer::State::draw_line(ImDrawList& list, ImVec2 at, std::string_view text, const TextLayout& layout,
                                  const TextLine& line, const TextStyle& style) {
    draw_highlights(list, at, text, layout, line, style);
    const RunStyle run_style{style.size / k_line_per_em, style.weight, line.rtl};
    for (std::uint32_t i = line.first_piece; i < line.end_piece; ++i) {
        const TextPiece& piece = layout.pieces[i];
        const ImVec2 place{at.x + piece.x, at.y};
        if (piece.by_rasterizer) {
            draw_run(list, place, run_text(text, piece), run_style, style);
        } else {
            draw_glyphs(list, place, text, piece, style);
        }
    }
}

TextDrawer::TextDrawer(const Fonts& fonts, TextRasterizer& rasterizer)
    : state_(std::make_unique<State>(fonts, rasterizer)) {}
TextDrawer::~TextDrawer() = default;

void TextDrawer::begin_frame(float pixel_ratio) {
    ++state_->frame;
    state_->pixel_ratio = pixel_ratio;
    state_->atlas.begin_frame();
    if (state_->layouts.size() < k_max_layouts) return;
    const std::uint64_t frame = state_->frame;
    std::erase_if(state_->layouts, [&](const auto& entry) { return entry.second.last_frame + k_keep_frames < frame; });
}

float TextDrawer::line_height(float size) { return std::round(size * 1.2f); }

ImVec2 TextDrawer::measure(std::string_view text, const TextStyle& style) {
    const TextLayout& layout = state_->layout_of(visible_part(text, style), style);
    return {layout.width, static_cast<float>(layout.lines.size()) * line_height(style.size)};
}

ImVec2 TextDrawer::draw(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style) {
    const std::string_view shown = visible_part(text, style);
    const TextLayout& layout = state_->layout_of(shown, style);
    const float step = line_height(style.size);
    const float inset = std::floor((step - style.size) / 2);
    const LineRange seen = lines_between(layout, step, list.GetClipRectMin().y - at.y, list.GetClipRectMax().y - at.y);
    for (std::size_t i = seen.first; i < seen.last; ++i) {
        const TextLine& line = layout.lines[i];
        const ImVec2 place{std::floor(at.x + indent_of(line, style)),
                           std::floor(at.y + static_cast<float>(i) * step + inset)};
        state_->draw_line(list, place, shown, layout, line, style);
    }
    return {layout.width, static_cast<float>(layout.lines.size()) * step};
}

TextHit TextDrawer::hit(std::string_view text, const TextStyle& style, ImVec2 point) {
    const std::string_view shown = visible_part(text, style);
    const TextLayout& layout = state_->layout_of(shown, style);
    const float place = std::floor(point.y / line_height(style.size));
    const auto count = static_cast<float>(layout.lines.size());
    const auto index = static_cast<std::size_t>(std::clamp(place, 0.0f, count - 1));
    const TextLine& line = layout.lines[index];
    TextHit hit =
        hit_in(state_->characters_of(shown, style, index), line.to, point.x - std::floor(indent_of(line, style)));
    if (place < 0) hit.caret = 0;
    if (place >= count) hit.caret = static_cast<std::uint32_t>(shown.size());
    return hit;
}

std::vector<TextBox> TextDrawer::boxes(std::string_view text, const TextStyle& style, TextRange range, float top,
                                       float bottom) {
    const std::string_view shown = visible_part(text, style);
    const TextLayout& layout = state_->layout_of(shown, style);
    const float step = line_height(style.size);
    const LineRange seen = lines_between(layout, step, top, bottom);
    std::vector<TextBox> boxes;
    for (std::size_t i = seen.first; i < seen.last; ++i) {
        const TextLine& line = layout.lines[i];
        const float y = static_cast<float>(i) * step, x = std::floor(indent_of(line, style));
        const auto add = [&](float left, float right) { boxes.push_back({{x + left, y}, {x + right, y + step}}); };
        for (const auto& [left, right] :
             LineRuler(shown, style, layout, line, state_->fonts, state_->rasterizer).spans(range)) {
            add(left, right);
        }
        if (i + 1 == layout.lines.size()) continue;
        // A long word is broken where nothing stands that could be part of the range.
        const bool over_break = std::max(range.begin, line.to) < std::min(range.end, layout.lines[i + 1].from);
        const float mark = std::round(k_break_mark * style.size);
        if (over_break) line.rtl ? add(-mark, 0) : add(line.width, line.width + mark);
    }
    return boxes;
}

TextRange TextDrawer::word_at(std::string_view text, std::uint32_t byte) {
    return word_around(text, byte, state_->rasterizer);
}

bool TextDrawer::is_cut(std::string_view text, const TextStyle& style) {
    return state_->layout_of(visible_part(text, style), style).cut;
}

int TextDrawer::line_count(std::string_view text, const TextStyle& style) {
    return static_cast<int>(state_->layout_of(visible_part(text, style), style).lines.size());
}

TextDrawer::Counts TextDrawer::counts() const {
    return {state_->layouts.size(), state_->atlas.size(), state_->rasterized, state_->laid_out};
}

}  // namespace labelscape
