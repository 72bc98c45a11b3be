#include "ui/widgets/virtual_list.hpp"

#include <algorithm>
#include <cmath>

#include "ui/widgets/item.hpp"

namespace labelscape {

namespace {

RowResult row_in(const UiContext& ui, const std::string& name, const ImRect& box, const ListRow& row,
                 std::int64_t index, std::int64_t count) {
    const Tokens& t = ui.t;
    RowResult result;
    result.min = box.Min;
    result.max = box.Max;
    const ImGuiButtonFlags flags = ImGuiButtonFlags_AllowOverlap | ImGuiButtonFlags_PressedOnClickRelease;
    const Item item = press_item_at(ui, name, box, false, flags);
    if (!item.list) return result;
    result.pressed = item.pressed;
    result.hovered = item.hovered;
    result.double_pressed = item.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
    result.menu_asked = item.hovered && ImGui::IsMouseReleased(ImGuiMouseButton_Right);
    const ImVec2 min{box.Min.x + t.gap(1), box.Min.y}, max{box.Max.x - t.gap(1), box.Max.y};
    if (row.selected) item.list->AddRectFilled(min, max, t.selection, t.radius_small);
    if (item.hovered) item.list->AddRectFilled(min, max, item.held ? t.bg_pressed : t.bg_hover, t.radius_small);
    if (row.current) item.list->AddRectFilled({min.x, min.y + 4}, {min.x + 3, max.y - 4}, t.accent_text, 1.5f);
    Item ring = item;
    ring.box = ImRect({min.x + 2, min.y + 2}, {max.x - 2, max.y - 2});
    draw_focus_ring(ui, ring, t.radius_small);
    ui.probe.add({.name = name,
                  .role = Role::option,
                  .label = std::string(row.label),
                  .min = box.Min,
                  .max = box.Max,
                  .id = item.id,
                  .selected = tri(row.selected),
                  .position = static_cast<std::int32_t>(index + 1),
                  .count = static_cast<std::int32_t>(count)});
    return result;
}

}  // namespace

VirtualList::VirtualList(const UiContext& ui, std::string_view name, std::string_view label, std::int64_t count,
                         float row_height, std::int64_t scroll_to)
    : ui_(ui), name_(name), count_(count), row_height_(row_height) {
    const ImGuiWindow* window = ImGui::GetCurrentWindow();
    origin_ = ImGui::GetCursorScreenPos();
    width_ = window->WorkRect.Max.x - origin_.x;
    const ImRect& seen = window->InnerClipRect;
    const float top = origin_.y - window->Pos.y + window->Scroll.y;
    if (scroll_to >= 0 && scroll_to < count) {
        const float row_top = top + static_cast<float>(scroll_to) * row_height_;
        const float room = seen.GetHeight();
        if (row_top < window->Scroll.y) ImGui::SetScrollY(row_top);
        if (row_top + row_height_ > window->Scroll.y + room) ImGui::SetScrollY(row_top + row_height_ - room);
    }
    const auto row_at = [&](float y) { return static_cast<std::int64_t>(std::floor((y - origin_.y) / row_height_)); };
    index_ = std::clamp<std::int64_t>(row_at(seen.Min.y), 0, count_) - 1;
    end_ = window->SkipItems ? 0 : std::clamp<std::int64_t>(row_at(seen.Max.y) + 1, 0, count_);
    ui.probe.add({.name = name_,
                  .role = Role::listbox,
                  .label = std::string(label),
                  .min = seen.Min,
                  .max = seen.Max,
                  .count = static_cast<std::int32_t>(count)});
}

bool VirtualList::next() {
    if (++index_ < end_) return true;
    // All rows take their room, drawn or not.
    ImGui::SetCursorScreenPos(origin_);
    ImGui::Dummy({width_, static_cast<float>(count_) * row_height_});
    return false;
}

RowResult VirtualList::row_ui(const ListRow& row, std::string_view id) {
    const float top = std::floor(origin_.y + static_cast<float>(index_) * row_height_);
    const ImRect box({origin_.x, top}, {origin_.x + width_, top + row_height_});
    const std::string name = name_ + '/' + (id.empty() ? std::to_string(index_) : std::string(id));
    return row_in(ui_, name, box, row, index_, count_);
}

RowResult list_row_ui(const UiContext& ui, std::string_view name, const ListRow& row, float height) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetCurrentWindow()->WorkRect.Max.x - at.x;
    const ImRect box(at, {at.x + width, at.y + (height > 0 ? height : ui.t.row)});
    ImGui::ItemSize(box);
    return row_in(ui, std::string(name), box, row, -1, 0);
}

}  // namespace labelscape
