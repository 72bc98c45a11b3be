#include "ui/text/line_ruler.hpp"

#include <algorithm>
#include <cmath>

#include "ui/text/scripts.hpp"

namespace labelscape {

namespace {

using Span = std::pair<float, float>;

/// Edges as near as this are the same.
constexpr float k_touching = 0.75f;

bool touch(float a, float b) { return std::fabs(a - b) < k_touching; }

void append(std::vector<Span>& spans, Span span) {
    if (span.second <= span.first) return;
    if (!spans.empty() && touch(spans.back().second, span.first)) {
        spans.back().second = span.second;
    } else if (!spans.empty() && touch(spans.back().first, span.second)) {
        spans.back().first = span.first;
    } else {
        spans.push_back(span);
    }
}

/// Digits and signs take their direction from their neighbors: a character whose follower stands on its left is read
/// from the right.
bool reads_from_right(const std::vector<CharacterBox>& all, std::size_t i, std::string_view text) {
    const CharacterBox& box = all[i];
    if (i + 1 < all.size() && touch(all[i + 1].right, box.left)) return true;
    if (i + 1 < all.size() && touch(all[i + 1].left, box.right)) return false;
    if (i > 0 && touch(all[i - 1].left, box.right)) return true;
    if (i > 0 && touch(all[i - 1].right, box.left)) return false;
    return is_rtl(next_cluster(text, box.bytes.begin).code);
}

float distance(const CharacterBox& box, float x) { return std::max({box.left - x, x - box.right, 0.0f}); }

}  // namespace

LineRuler::LineRuler(std::string_view text, const TextStyle& style, const TextLayout& layout, const TextLine& line,
                     const Fonts& fonts, TextRasterizer& rasterizer)
    : text_(text),
      layout_(layout),
      line_(line),
      baked_(fonts.of(style.weight)->GetFontBaked(style.size)),
      rasterizer_(rasterizer),
      run_style_{style.size / k_line_per_em, style.weight, line.rtl} {}

std::vector<LineRuler::Part> LineRuler::parts() const {
    std::vector<Part> parts;
    std::uint32_t at = line_.from;
    float x = 0;
    for (std::uint32_t i = line_.first_piece; i < line_.end_piece; ++i) {
        const TextPiece& piece = layout_.pieces[i];
        if (piece.from > at) parts.push_back({{at, piece.from}, x, piece.x - x, nullptr});
        parts.push_back({{piece.from, piece.to}, piece.x, piece.width, &piece});
        at = piece.to;
        x = piece.x + piece.width;
    }
    if (line_.to > at) parts.push_back({{at, line_.to}, x, line_.width - x, nullptr});
    return parts;
}

float LineRuler::glyphs_width(std::uint32_t from, std::uint32_t to) const {
    float width = 0;
    for (std::uint32_t at = from; at < to;) {
        const Cluster cluster = next_cluster(text_, at);
        width += baked_->GetCharAdvance(static_cast<ImWchar>(cluster.code));
        at = cluster.to;
    }
    return width;
}

std::vector<Span> LineRuler::spans_in(const Part& part, std::uint32_t from, std::uint32_t to) const {
    // The browser is only asked about parts of a run.
    if (from == part.bytes.begin && to == part.bytes.end) return {{part.x, part.x + part.width}};
    if (!part.piece) {
        const float step = part.width / static_cast<float>(part.bytes.end - part.bytes.begin);
        return {{part.x + step * static_cast<float>(from - part.bytes.begin),
                 part.x + step * static_cast<float>(to - part.bytes.begin)}};
    }
    if (!part.piece->by_rasterizer) {
        const float left = part.x + glyphs_width(part.bytes.begin, from);
        return {{left, left + glyphs_width(from, to)}};
    }
    auto spans =
        rasterizer_.extents(run_text(text_, *part.piece), run_style_, from - part.bytes.begin, to - part.bytes.begin);
    for (auto& [left, right] : spans) {
        left += part.x;
        right += part.x;
    }
    return spans;
}

std::vector<Span> LineRuler::spans(TextRange range) const {
    std::vector<Span> spans;
    for (const Part& part : parts()) {
        const std::uint32_t from = std::max(range.begin, part.bytes.begin), to = std::min(range.end, part.bytes.end);
        if (from >= to) continue;
        for (const Span& span : spans_in(part, from, to)) append(spans, span);
    }
    return spans;
}

std::vector<CharacterBox> LineRuler::characters() const {
    std::vector<CharacterBox> boxes;
    for (const Part& part : parts()) {
        float pen = part.x;
        for (std::uint32_t at = part.bytes.begin; at < part.bytes.end;) {
            const std::uint32_t to = std::min(next_cluster(text_, at).to, part.bytes.end);
            CharacterBox box{{at, to}, pen, pen};
            if (part.piece && !part.piece->by_rasterizer) {
                box.right += glyphs_width(at, to);
            } else if (const auto spans = spans_in(part, at, to); !spans.empty()) {
                box.left = spans.front().first;
                box.right = spans.front().second;
            }
            pen = box.right;
            boxes.push_back(box);
            at = to;
        }
    }
    for (std::size_t i = 0; i < boxes.size(); ++i) boxes[i].rtl = reads_from_right(boxes, i, text_);
    return boxes;
}

TextHit hit_in(const std::vector<CharacterBox>& characters, std::uint32_t end, float x) {
    if (characters.empty()) return {end, {end, end}};
    const CharacterBox& box = *std::ranges::min_element(
        characters, {}, [x](const CharacterBox& candidate) { return distance(candidate, x); });
    const bool in_left_half = x < (box.left + box.right) / 2;
    return {in_left_half != box.rtl ? box.bytes.begin : box.bytes.end, box.bytes};
}

}  // namespace labelscape
