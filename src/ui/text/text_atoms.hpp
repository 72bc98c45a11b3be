#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ui/text/scripts.hpp"
#include "ui/text/text_rasterizer.hpp"
#include "ui/text/text_style.hpp"

namespace labelscape {

/// The smallest part that stays together: of one kind, without a place to break inside.
struct TextAtom {
    std::uint32_t from = 0, to = 0;   ///< bytes
    float width = 0;                  ///< CSS pixels
    bool shaped = false;              ///< drawn by the rasterizer
    bool space = false;
    bool gap = false;                 ///< a line break or tab that only takes room
};

/// What is known of a paragraph before it is broken.
struct Paragraph {
    bool has_rtl = false;
    bool rtl = false;                 ///< its first strong character is right-to-left
};
Paragraph read_paragraph(std::string_view text, std::uint32_t from, std::uint32_t to);
bool has_rtl(std::string_view text, std::uint32_t from, std::uint32_t to);

/// Reads a text as measured atoms.
class AtomReader {
public:
    AtomReader(std::string_view text, const TextStyle& style, const Fonts& fonts, TextRasterizer& rasterizer);

    /// For the paragraph that follows. Lines with right-to-left text are drawn by the rasterizer as a whole: there it
    /// measures everything.
    void begin(const Paragraph& paragraph) {
        run_style_.rtl = paragraph.rtl;
        all_by_rasterizer_ = paragraph.has_rtl;
    }
    /// From `at` to the next place where a line may break, white space after it included; not empty.
    std::vector<TextAtom> next_word(std::uint32_t at, std::uint32_t end);
    /// Takes as many characters from the front as fit into `width`, at least one.
    std::vector<TextAtom> cut_front(std::vector<TextAtom>& atoms, float width);
    /// Of a part without shaped characters.
    float glyphs_width(std::uint32_t from, std::uint32_t to);
    float run_width(const std::string& text) { return rasterizer_.measure(text, run_style_); }
    float ellipsis_width() { return baked_->GetCharAdvance(0x2026); }

private:
    float cluster_width(const Cluster& cluster);
    void measure(TextAtom& atom, bool by_rasterizer);
    bool is_word_break(std::uint32_t at);
    TextAtom cut_atom(TextAtom& atom, float width, bool at_least_one);

    std::string_view text_;
    ImFontBaked* baked_;
    TextRasterizer& rasterizer_;
    RunStyle run_style_;
    bool all_by_rasterizer_ = false;
    std::uint32_t southeast_end_ = 0;              ///< the run of a script without spaces that was segmented last
    std::vector<std::uint32_t> southeast_breaks_;  ///< bytes of the text
};

}  // namespace labelscape
