#include "ui/text/text_layout.hpp"

#include <algorithm>
#include <limits>

#include "core/text/unicode.hpp"
#include "ui/text/text_atoms.hpp"

namespace labelscape {

namespace {

constexpr float k_no_limit = std::numeric_limits<float>::max();

/// Fills lines with the atoms of one paragraph after the other.
class LineFiller {
public:
    LineFiller(std::string_view text, const TextStyle& style, AtomReader& reader, TextLayout& layout)
        : text_(text), style_(style), reader_(reader), layout_(layout) {
        const bool one_line = style.max_width > 0;
        limit_ = one_line ? style.max_width : style.wrap_width > 0 ? style.wrap_width : k_no_limit;
        max_lines_ = one_line ? 1 : style.max_lines > 0 ? style.max_lines : std::numeric_limits<int>::max();
    }

    /// False when max_lines is reached.
    bool paragraph(std::uint32_t from, std::uint32_t to) {
        paragraph_ = read_paragraph(text_, from, to);
        reader_.begin(paragraph_);
        std::vector<TextAtom> line;
        float width = 0;
        std::uint32_t at = from;
        while (at < to) {
            std::vector<TextAtom> word = reader_.next_word(at, to);
            at = word.back().to;
            const float word_width = solid_width(word);
            if (!line.empty() && width + word_width > limit_) {
                if (!emit(line, to)) return false;
                width = 0;
            }
            if (word_width > limit_ && !split_word(line, word, width, to)) return false;
            for (const TextAtom& atom : word) width += atom.width;
            line.insert(line.end(), word.begin(), word.end());
            if (max_lines_ == 1 && width > limit_) break;
        }
        return emit(line, to, from);
    }

private:
    /// Width without the white space at the end, which may hang over the edge.
    static float solid_width(const std::vector<TextAtom>& atoms) {
        float width = 0, solid = 0;
        for (const TextAtom& atom : atoms) {
            width += atom.width;
            if (!atom.space) solid = width;
        }
        return solid;
    }

    /// A word wider than a line is broken between characters. Leaves its rest in `word`.
    bool split_word(std::vector<TextAtom>& line, std::vector<TextAtom>& word, float& width, std::uint32_t to) {
        if (max_lines_ == static_cast<int>(layout_.lines.size()) + 1) return true;
        while (solid_width(word) > limit_) {
            std::vector<TextAtom> head = reader_.cut_front(word, limit_);
            if (word.empty()) {
                word = std::move(head);
                return true;
            }
            line.insert(line.end(), head.begin(), head.end());
            if (!emit(line, to)) return false;
            width = 0;
        }
        return true;
    }

    /// Ends a line. `to` is the end of the paragraph; `at` the place of a line without atoms.
    bool emit(std::vector<TextAtom>& atoms, std::uint32_t to, std::uint32_t at = 0) {
        while (!atoms.empty() && atoms.back().space) atoms.pop_back();
        TextLine line;
        line.from = atoms.empty() ? at : atoms.front().from;
        line.to = atoms.empty() ? at : atoms.back().to;
        line.rtl = paragraph_.rtl;
        line.first_piece = static_cast<std::uint32_t>(layout_.pieces.size());
        const bool is_last = static_cast<int>(layout_.lines.size()) + 1 == max_lines_;
        const bool has_rest = rest_after(std::max(line.to, at), to);
        const bool too_wide = solid_width(atoms) > limit_;
        if (is_last && (has_rest || too_wide)) {
            shorten(atoms, line);
            layout_.cut = true;
        }
        place(atoms, line);
        line.end_piece = static_cast<std::uint32_t>(layout_.pieces.size());
        layout_.width = std::max(layout_.width, line.width);
        layout_.lines.push_back(line);
        atoms.clear();
        return !is_last;
    }

    bool rest_after(std::uint32_t from, std::uint32_t paragraph_end) const {
        const std::size_t end = style_.max_width > 0 ? paragraph_end : text_.size();
        return text_.substr(0, end).find_first_not_of(" \n\r\t", from) != std::string_view::npos;
    }

    void shorten(std::vector<TextAtom>& atoms, TextLine& line) {
        ends_in_ellipsis_ = true;
        const float room = limit_ - reader_.ellipsis_width();
        if (solid_width(atoms) > room) atoms = reader_.cut_front(atoms, room);
        while (!atoms.empty() && atoms.back().space) atoms.pop_back();
        line.to = atoms.empty() ? line.from : atoms.back().to;
    }

    /// Joins atoms to pieces and gives them their places.
    void place(const std::vector<TextAtom>& atoms, TextLine& line) {
        const bool whole = paragraph_.has_rtl && has_rtl(text_, line.from, line.to);
        if (whole) {
            add_piece({line.from, line.to, 0, 0, true, ends_in_ellipsis_}, line);
        } else {
            for (std::size_t i = 0; i < atoms.size();) i = place_some(atoms, i, line);
            if (ends_in_ellipsis_) add_ellipsis(line);
        }
        ends_in_ellipsis_ = false;
    }

    std::size_t place_some(const std::vector<TextAtom>& atoms, std::size_t i, TextLine& line) {
        const TextAtom& first = atoms[i];
        std::size_t end = i + 1;
        if (first.gap) {
            line.width += first.width;
            return end;
        }
        const auto same = [&](const TextAtom& atom) { return !atom.gap && atom.shaped == first.shaped; };
        // Spaces between two shaped runs belong to them: one picture, and the spacing of one font.
        for (std::size_t j = end; j < atoms.size() && (same(atoms[j]) || (first.shaped && atoms[j].space)); ++j) {
            if (same(atoms[j])) end = j + 1;
        }
        TextPiece piece{first.from, atoms[end - 1].to, 0, 0, first.shaped, false};
        add_piece(piece, line);
        return end;
    }

    void add_piece(TextPiece piece, TextLine& line) {
        piece.x = line.width;
        piece.width = piece.by_rasterizer ? reader_.run_width(run_text(text_, piece))
                                          : reader_.glyphs_width(piece.from, piece.to);
        line.width += piece.width;
        layout_.pieces.push_back(piece);
    }

    void add_ellipsis(TextLine& line) {
        const bool joins = layout_.pieces.size() > line.first_piece && !layout_.pieces.back().by_rasterizer;
        if (!joins) layout_.pieces.push_back({line.to, line.to, line.width, 0, false, false});
        layout_.pieces.back().ellipsis = true;
        line.width += reader_.ellipsis_width();
    }

    std::string_view text_;
    const TextStyle& style_;
    AtomReader& reader_;
    TextLayout& layout_;
    Paragraph paragraph_;
    float limit_ = 0;
    int max_lines_ = 0;
    bool ends_in_ellipsis_ = false;
};

}  // namespace

std::string run_text(std::string_view text, const TextPiece& piece) {
    std::string run(text.substr(piece.from, piece.to - piece.from));
    std::replace_if(run.begin(), run.end(), [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
    if (piece.ellipsis) run += "…";
    return run;
}

TextLayout lay_out(std::string_view text, const TextStyle& style, const Fonts& fonts, TextRasterizer& rasterizer) {
    TextLayout layout;
    AtomReader reader(text, style, fonts, rasterizer);
    LineFiller filler(text, style, reader, layout);
    const auto end = static_cast<std::uint32_t>(text.size());
    std::uint32_t from = 0;
    while (true) {
        const std::size_t found = style.max_width > 0 ? std::string_view::npos : text.find('\n', from);
        const std::uint32_t to = found == std::string_view::npos ? end : static_cast<std::uint32_t>(found);
        if (!filler.paragraph(from, to) || to == end) break;
        from = to + 1;
    }
    return layout;
}

}  // namespace labelscape
