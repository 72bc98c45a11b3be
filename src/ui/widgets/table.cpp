#include "ui/widgets/table.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {

namespace {

TableEdges edges_of(std::span<const TableColumn> columns, float left, float right) {
    float fixed = 0, shares = 0;
    for (const TableColumn& column : columns) (column.width >= 0 ? fixed : shares) += std::abs(column.width);
    const float rest = std::max(0.0f, right - left - fixed);
    TableEdges edges;
    edges.count = static_cast<int>(columns.size());
    float x = left;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        edges.x[i] = std::floor(x);
        x += columns[i].width >= 0 ? columns[i].width : rest * -columns[i].width / shares;
    }
    edges.x[columns.size()] = std::floor(x);
    return edges;
}

void draw_title(const UiContext& ui, const Item& item, const TableColumn& column, bool sorted, bool descending) {
    const Tokens& t = ui.t;
    const ImRect& box = item.box;
    TextStyle style = caption(ui);
    style.weight = Weight::semibold;
    if (sorted || item.hovered) style.color = t.text;
    const float mark = t.icon - 2;
    const float room = box.GetWidth() - t.gap(3) - (sorted ? mark : 0);
    style.max_width = std::max(1.0f, room);
    const float width = text_width(ui, column.title, style);
    const float x = column.right ? box.Max.x - t.gap(2) - width : box.Min.x + t.gap(2);
    draw_line(ui, *item.list, {x, box.Min.y}, box.GetHeight(), column.title, style);
    if (!sorted) return;
    const float mark_x = column.right ? x - mark - 2 : x + width + 2;
    draw_icon(*item.list, ui.fonts, {mark_x, box.Min.y + (box.GetHeight() - mark) / 2}, mark, t.accent_text,
              descending ? Icon::arrow_down : Icon::arrow_up);
}

}  // namespace

bool table_header_ui(const UiContext& ui, std::string_view name, std::span<const TableColumn> columns, TableSort& sort,
                     TableEdges& edges, bool scrollbar) {
    const Tokens& t = ui.t;
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    IM_ASSERT(columns.size() <= TableEdges::k_max);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    edges = edges_of(columns, at.x, window->WorkRect.Max.x - (scrollbar ? t.scrollbar : 0));
    bool changed = false;
    for (int i = 0; i < edges.count; ++i) {
        const TableColumn& column = columns[static_cast<std::size_t>(i)];
        const ImRect box({edges.left(i), at.y}, {edges.right(i), at.y + t.row});
        const std::string item_name = std::string(name) + '/' + std::string(column.id);
        const Item item = press_item_at(ui, item_name, box, !column.sortable);
        if (!item.list) continue;
        const bool sorted = column.sortable && sort.column == i;
        if (item.pressed) {
            sort = {i, sorted ? !sort.descending : true};
            changed = true;
        }
        if (item.hovered && column.sortable) item.list->AddRectFilled(box.Min, box.Max, t.bg_hover, t.radius_small);
        draw_title(ui, item, column, sorted, sort.descending);
        draw_focus_ring(ui, item, t.radius_small);
        if (!column.tooltip.empty()) tooltip_ui(ui, column.tooltip);
        ui.probe.add({.name = item_name,
                      .role = Role::columnheader,
                      .label = std::string(column.title),
                      .value = !sorted ? "" : sort.descending ? "descending" : "ascending",
                      .min = box.Min,
                      .max = box.Max,
                      .id = item.id,
                      .disabled = !column.sortable,
                      .description = std::string(column.tooltip)});
    }
    ImGui::SetCursorScreenPos({at.x, at.y + t.row});
    const float y = at.y + t.row - t.hairline;
    window->DrawList->AddRectFilled({window->InnerRect.Min.x, y}, {window->InnerRect.Max.x, y + t.hairline}, t.border);
    ImGui::Dummy({0, 0});
    return changed;
}

void cell_text(const UiContext& ui, ImVec2 row_min, ImVec2 row_max, const TableEdges& edges, int column,
               std::string_view text, TextStyle style, bool right) {
    const float padding = ui.t.gap(2);
    style.max_width = std::max(1.0f, edges.width(column) - 2 * padding);
    const float width = right ? text_width(ui, text, style) : 0;
    const float x = right ? edges.right(column) - padding - width : edges.left(column) + padding;
    draw_line(ui, *ImGui::GetWindowDrawList(), {x, row_min.y}, row_max.y - row_min.y, text, style);
}

}  // namespace labelscape
