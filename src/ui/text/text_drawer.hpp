#pragma once

#include <imgui.h>

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "ui/text/line_ruler.hpp"
#include "ui/text/text_rasterizer.hpp"
#include "ui/text/text_style.hpp"

namespace labelscape {

/// CSS pixels from the upper left corner of a text.
struct TextBox {
    ImVec2 min{}, max{};
};

/// Draws text of every script. What Inter has (Latin, Greek, Cyrillic) goes through Dear ImGui's fonts; other runs
/// come as pictures from the rasterizer and are kept in an atlas; a line with right-to-left text is drawn by the
/// rasterizer as a whole, so that its parts stand in the right order. Layouts are cached by content.
/// All texts that come from users or documents are drawn through this; fixed English labels may use ImGui::Text.
class TextDrawer {
public:
    /// `rasterizer` must outlive the drawer.
    TextDrawer(const Fonts& fonts, TextRasterizer& rasterizer);
    ~TextDrawer();
    TextDrawer(const TextDrawer&) = delete;
    TextDrawer& operator=(const TextDrawer&) = delete;

    /// At the start of a frame, between ImGui::NewFrame() and the first draw.
    void begin_frame(float pixel_ratio);

    /// Width and height in CSS pixels. Height is a multiple of line_height().
    ImVec2 measure(std::string_view text, const TextStyle& style);
    /// Draws with the upper left corner at `at`; only lines inside the list's clip rectangle cost anything.
    /// A paragraph whose first strong character is right-to-left is aligned right when wrap_width or max_width is set,
    /// unless the style says otherwise. Returns the size as measure() does.
    ImVec2 draw(ImDrawList& list, ImVec2 at, std::string_view text, const TextStyle& style);
    /// True when max_lines or max_width cut something off: a reason for a tooltip.
    bool is_cut(std::string_view text, const TextStyle& style);
    /// Number of lines after wrapping, at least 1.
    int line_count(std::string_view text, const TextStyle& style);

    /// What is under a point, in CSS pixels from the upper left corner. Above the text its beginning, below it its end.
    TextHit hit(std::string_view text, const TextStyle& style, ImVec2 point);
    /// What a range covers on the lines between `top` and `bottom`, line by line: as high as the line, and a little
    /// wider than the text where the range goes over a line break.
    std::vector<TextBox> boxes(std::string_view text, const TextStyle& style, TextRange range, float top, float bottom);
    /// As word_around().
    TextRange word_at(std::string_view text, std::uint32_t byte);

    /// Distance of lines in a paragraph; a single line is centered in it.
    static float line_height(float size);

    struct Counts {
        std::size_t layouts = 0;         ///< kept
        std::size_t pictures = 0;        ///< kept
        std::size_t rasterized = 0;      ///< since the start
        std::size_t laid_out = 0;        ///< since the start
    };
    Counts counts() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace labelscape
