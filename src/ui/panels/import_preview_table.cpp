#include "ui/panels/import_preview_table.hpp"

#include <algorithm>

#include "base/utf8.hpp"
#include "ui/panels/import_roles.hpp"
#include "ui/text/text_ui.hpp"

namespace labelscape {
namespace {

constexpr float k_cell_width = 190, k_text_width = 420;
constexpr std::size_t k_columns_told = 5, k_bytes_told = 80;

/// Draws a column from `at`; returns where the next one stands.
float column_ui(const UiContext& ui, const OpenedFile& file, std::size_t column, std::string_view role, ImVec2 at) {
    const Tokens& t = ui.t;
    const float width = t.scale * (role == "text" ? k_text_width : k_cell_width);
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const std::string& name = file.columns[column];
    TextStyle head = caption(ui);
    head.max_width = width - t.gap(4);
    head.color = role.empty() ? t.text_secondary : t.accent_text;
    ui.text.draw(list, {at.x + t.gap(2), at.y + t.gap(1)}, role.empty() ? name : name + " · " + std::string(role),
                 head);
    TextStyle cell = body(ui);
    cell.max_width = width - t.gap(4);
    if (role.empty()) cell.color = t.text_secondary;
    for (std::size_t row = 0; row < file.preview.size(); ++row) {
        if (column >= file.preview[row].size()) continue;
        ui.text.draw(list, {at.x + t.gap(2), at.y + t.row * static_cast<float>(row + 1)}, file.preview[row][column],
                     cell);
    }
    return at.x + width;
}

/// For who cannot see the table.
std::string first_row(const OpenedFile& file) {
    std::string text = "First row";
    if (file.preview.empty()) return "No rows";
    for (std::size_t column = 0; column < std::min(k_columns_told, file.preview.front().size()); ++column) {
        text += (column == 0 ? ": " : ", ") + file.columns[column] + " " +
                std::string(cut_utf8(file.preview.front()[column], k_bytes_told));
    }
    return text;
}

}  // namespace

void import_preview_ui(const UiContext& ui, const OpenedFile& file, const ImportPlan& plan, std::size_t rows) {
    const Tokens& t = ui.t;
    const float height = t.row * static_cast<float>(rows + 1) + t.scrollbar + t.gap(2);
    ImGui::PushStyleColor(ImGuiCol_ChildBg, t.bg_input);
    ImGui::BeginChild("preview", {0, height}, ImGuiChildFlags_Borders, ImGuiWindowFlags_HorizontalScrollbar);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    float x = origin.x;
    for (std::size_t column = 0; column < file.columns.size(); ++column) {
        x = column_ui(ui, file, column, role_of(plan, file.columns[column]), {x, origin.y});
    }
    ImGui::Dummy({x - origin.x, t.row * static_cast<float>(file.preview.size() + 1)});
    ImGui::EndChild();
    ImGui::PopStyleColor();
    ui.probe.add({.name = "import/preview",
                  .role = Role::text,
                  .label = first_row(file),
                  .min = ImGui::GetItemRectMin(),
                  .max = ImGui::GetItemRectMax()});
}

}  // namespace labelscape
