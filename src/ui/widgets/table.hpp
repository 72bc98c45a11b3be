#pragma once

#include <span>
#include <string_view>

#include "ui/ui_context.hpp"

namespace labelscape {

struct TableColumn {
    std::string_view id;              ///< last part of the probe's name
    std::string_view title;
    float width = 0;                  ///< CSS pixels; negative: that share of what is left, such as -1
    bool right = false;               ///< aligned right: numbers
    bool sortable = true;
    std::string_view tooltip = {};    ///< what the column means
};

struct TableSort {
    int column = 0;
    bool descending = true;
};

/// Left edges of the columns and, as the last, the right edge of the table, in page coordinates.
struct TableEdges {
    static constexpr int k_max = 16;
    float x[k_max + 1] = {};
    int count = 0;
    float left(int column) const { return x[column]; }
    float right(int column) const { return x[column + 1]; }
    float width(int column) const { return x[column + 1] - x[column]; }
};

/// The head of a table at the cursor over the whole width, to be put above the region that scrolls. Pressing a title
/// sorts by it, once more turns the order: then true. `scrollbar` leaves room for the bar of the rows below.
bool table_header_ui(const UiContext& ui, std::string_view name, std::span<const TableColumn> columns, TableSort& sort,
                     TableEdges& edges, bool scrollbar = true);

/// Text in a cell of a row: centered in height, cut at the column's edges, aligned as the column says.
void cell_text(const UiContext& ui, ImVec2 row_min, ImVec2 row_max, const TableEdges& edges, int column,
               std::string_view text, TextStyle style, bool right = false);

}  // namespace labelscape
