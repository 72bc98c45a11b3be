#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct ListRow {
    std::string_view label;           ///< accessible name
    bool selected = false;
    bool current = false;             ///< the row the keyboard acts on
    bool dimmed = false;
};

struct RowResult {
    bool pressed = false;             ///< pointer, Enter or screen reader; look at ImGui::GetIO().KeyShift/KeyCtrl
    bool double_pressed = false;
    bool menu_asked = false;          ///< right button
    bool hovered = false;
    ImVec2 min{}, max{};              ///< where to draw
};

/// A list of many rows of equal height of which only the visible ones are drawn.
///   VirtualList rows(ui, "documents", "Documents", count, height);
///   while (rows.next()) { RowResult row = rows.row_ui({...}); draw into row.min..row.max; }
/// Rows are "name/<index>", or "name/<id>" if row_ui is given an id.
class VirtualList {
public:
    /// `row_height` in CSS pixels. Inside a scrolling region. `scroll_to` >= 0 brings that row into view.
    VirtualList(const UiContext& ui, std::string_view name, std::string_view label, std::int64_t count,
                float row_height, std::int64_t scroll_to = -1);
    VirtualList(const VirtualList&) = delete;
    VirtualList& operator=(const VirtualList&) = delete;

    /// Until it returns false, once; in the window in which the list was made.
    bool next();
    std::int64_t index() const { return index_; }
    /// Background, hover, selection and focus of the current row, and its place in the probe. Widgets may be put on
    /// top afterwards: set the cursor to row.min first.
    RowResult row_ui(const ListRow& row, std::string_view id = {});

private:
    const UiContext& ui_;
    std::string name_;
    std::int64_t count_, index_ = -1, end_ = 0;
    float row_height_;
    ImVec2 origin_{};
    float width_ = 0;
};

/// A row outside of a virtual list, over the whole width. Rows and cells that are drawn afterwards lie on it.
RowResult list_row_ui(const UiContext& ui, std::string_view name, const ListRow& row, float height = 0);

}  // namespace labelscape
