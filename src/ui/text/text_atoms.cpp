#include "ui/text/text_atoms.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "core/text/unicode.hpp"

namespace labelscape {

namespace {

bool is_white(char32_t code) {
    return code == U' ' || code == U'\t' || code == U'\n' || code == U'\r' || code == 0x3000;
}
bool is_gap(char32_t code) { return code == U'\t' || code == U'\n' || code == U'\r'; }

}  // namespace

bool has_rtl(std::string_view text, std::uint32_t from, std::uint32_t to) {
    for (std::size_t at = from; at < to;) {
        // Below U+0590 there is nothing from right to left; its first byte in UTF-8 is 0xd6.
        if (static_cast<unsigned char>(text[at]) < 0xd6) {
            ++at;
        } else if (is_rtl(next_code_point(text, at))) {
            return true;
        }
    }
    return false;
}

Paragraph read_paragraph(std::string_view text, std::uint32_t from, std::uint32_t to) {
    Paragraph paragraph;
    paragraph.has_rtl = has_rtl(text, from, to);
    if (!paragraph.has_rtl) return paragraph;
    for (std::size_t at = from; at < to;) {
        const char32_t code = next_code_point(text, at);
        if (is_strong_ltr(code)) break;
        if (is_rtl(code)) {
            paragraph.rtl = true;
            break;
        }
    }
    return paragraph;
}

AtomReader::AtomReader(std::string_view text, const TextStyle& style, const Fonts& fonts, TextRasterizer& rasterizer)
    : text_(text),
      baked_(fonts.of(style.weight)->GetFontBaked(style.size)),
      rasterizer_(rasterizer),
      run_style_{style.size / k_line_per_em, style.weight, false} {}

float AtomReader::cluster_width(const Cluster& cluster) {
    return baked_->GetCharAdvance(static_cast<ImWchar>(is_gap(cluster.code) ? U' ' : cluster.code));
}

float AtomReader::glyphs_width(std::uint32_t from, std::uint32_t to) {
    float width = 0;
    for (std::uint32_t at = from; at < to;) {
        const Cluster cluster = next_cluster(text_, at);
        width += cluster_width(cluster);
        at = cluster.to;
    }
    return width;
}

void AtomReader::measure(TextAtom& atom, bool by_rasterizer) {
    atom.width = by_rasterizer ? rasterizer_.measure(text_.substr(atom.from, atom.to - atom.from), run_style_)
                               : glyphs_width(atom.from, atom.to);
}

/// In Thai and the like, which write without spaces, the rasterizer knows the words.
bool AtomReader::is_word_break(std::uint32_t at) {
    if (at >= southeast_end_) {
        std::size_t end = at;
        while (end < text_.size()) {
            std::size_t after = end;
            const char32_t code = next_code_point(text_, after);
            if (char_class(code) != CharClass::southeast && char_class(code) != CharClass::mark) break;
            end = after;
        }
        southeast_end_ = std::max(static_cast<std::uint32_t>(end), at + 1);
        southeast_breaks_ = rasterizer_.word_breaks(text_.substr(at, end - at));
        for (std::uint32_t& place : southeast_breaks_) place += at;
        return true;
    }
    return std::find(southeast_breaks_.begin(), southeast_breaks_.end(), at) != southeast_breaks_.end();
}

std::vector<TextAtom> AtomReader::next_word(std::uint32_t at, std::uint32_t end) {
    std::vector<TextAtom> word;
    char32_t before = 0;
    bool seen_space = false;
    while (at < end) {
        const Cluster cluster = next_cluster(text_, at);
        const bool white = is_white(cluster.code);
        const bool southeast = char_class(cluster.code) == CharClass::southeast;
        const bool word_break = southeast && is_word_break(at);
        if (!word.empty()) {
            if (seen_space && !white) break;
            if (!white && before != 0 && (can_break_between(before, cluster.code) || word_break)) break;
        }
        const TextAtom now{cluster.from, cluster.to,          0, cluster.drawing == Drawing::shaped,
                           white,        is_gap(cluster.code)};
        const bool continues = !word.empty() && !now.gap && !word.back().gap && word.back().shaped == now.shaped &&
                               word.back().space == now.space;
        continues ? void(word.back().to = now.to) : word.push_back(now);
        seen_space = white;
        before = cluster.code;
        at = cluster.to;
    }
    bool after_shaped = false;
    for (TextAtom& atom : word) {
        // A space behind a shaped word is most often part of its run.
        measure(atom, atom.shaped || all_by_rasterizer_ || (atom.space && after_shaped));
        after_shaped = atom.shaped;
    }
    return word;
}

TextAtom AtomReader::cut_atom(TextAtom& atom, float width, bool at_least_one) {
    TextAtom head = atom;
    head.to = atom.from;
    float used = 0;
    while (head.to < atom.to) {
        const Cluster cluster = next_cluster(text_, head.to);
        TextAtom longer = head;
        longer.to = cluster.to;
        if (atom.shaped || all_by_rasterizer_) {
            measure(longer, true);
            used = longer.width;
        } else {
            used += cluster_width(cluster);
        }
        if (used > width && (head.to > atom.from || !at_least_one)) break;
        longer.width = used;
        head = longer;
    }
    atom.from = head.to;
    measure(atom, atom.shaped || all_by_rasterizer_);
    return head;
}

std::vector<TextAtom> AtomReader::cut_front(std::vector<TextAtom>& atoms, float width) {
    std::vector<TextAtom> head;
    float used = 0;
    std::size_t taken = 0;
    while (taken < atoms.size() && used + atoms[taken].width <= width) {
        used += atoms[taken].width;
        head.push_back(atoms[taken++]);
    }
    if (taken < atoms.size()) {
        const TextAtom part = cut_atom(atoms[taken], width - used, head.empty());
        if (part.to > part.from) head.push_back(part);
        if (atoms[taken].from == atoms[taken].to) ++taken;
    }
    atoms.erase(atoms.begin(), atoms.begin() + static_cast<std::ptrdiff_t>(taken));
    return head;
}

}  // namespace labelscape
