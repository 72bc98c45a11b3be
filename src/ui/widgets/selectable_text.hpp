#pragma once

#include <cstdint>
#include <string_view>

#include "core/text/texts.hpp"
#include "ui/ui_context.hpp"
#include "ui/widgets/item.hpp"

namespace labelscape {

struct SelectableTextOptions {
    std::string_view copy_key = {};   ///< as shown in the menu
};

/// A wrapped text of which a part can be selected: drag, double press for words, triple press for paragraphs,
/// Shift+press to extend; a menu on the right button. One selection, which a press elsewhere or Escape clears.
class SelectableText {
public:
    /// At the cursor; `style` has a wrap_width. `shown` tells one text from another: the selection ends with its text.
    /// Its widgets are "name", "name/copy", "name/select-all" and "name/search". True when a search for the selected
    /// part is asked for.
    bool draw_ui(const UiContext& ui, std::string_view name, std::uint64_t shown, std::string_view text,
                 const TextStyle& style, const SelectableTextOptions& options = {});

    /// The selected part of the text that was drawn in this frame; empty without one.
    std::string_view selected(std::string_view text) const;

private:
    enum class Unit : std::uint8_t { character, word, paragraph };

    bool empty() const { return range_.begin >= range_.end; }
    void clear() { range_ = anchor_ = {range_.begin, range_.begin}; }
    void forget_other(std::uint64_t shown, std::string_view text);
    TextRange unit_at(const UiContext& ui, std::string_view text, const TextHit& hit) const;
    void extend_to(TextRange part);
    void press(const UiContext& ui, std::string_view text, const TextHit& hit);
    void point(const UiContext& ui, const Item& item, std::string_view text, const TextStyle& style);
    void leave(const Item& item);
    bool menu_ui(const UiContext& ui, std::string_view name, std::string_view text,
                 const SelectableTextOptions& options);

    TextRange range_;
    TextRange anchor_;                ///< what the first press took: it stays selected while one extends
    Unit unit_ = Unit::character;
    bool dragging_ = false;           ///< the press began on the text
    bool menu_open_ = false;
    std::uint64_t shown_ = 0;
    int seen_frame_ = -2;
};

}  // namespace labelscape
