#include "ui/panels/alike_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"

namespace labelscape {
namespace {

void draw_check(const UiContext& ui, ImDrawList& list, ImVec2 at, bool checked) {
    const Tokens& t = ui.t;
    const ImVec2 max{at.x + t.icon, at.y + t.icon};
    if (!checked) {
        list.AddRect(at, max, t.border_strong, t.radius_small, 0, t.hairline);
        return;
    }
    list.AddRectFilled(at, max, t.accent, t.radius_small);
    draw_icon(list, ui.fonts, {at.x + 2, at.y + 2}, t.icon - 4, t.text_on_accent, Icon::check);
}

}  // namespace

std::string cosine_text(float cosine) {
    char text[16];
    std::snprintf(text, sizeof(text), "%.2f", static_cast<double>(cosine));
    return text;
}

std::uint32_t chosen_count(const AlikeView& alike) {
    std::uint32_t count = 0;
    const auto above = std::min<std::size_t>(alike.above, alike.docs.size());
    for (std::size_t place = 0; place < above; ++place) count += alike.unchecked.test(alike.docs[place]) ? 0 : 1;
    return count;
}

std::uint32_t alike_count(const AppState& state) {
    const AlikeView& alike = *state.alike;
    const bool labeled = state.project.annotations->labeled().test(alike.reference);
    return chosen_count(alike) + (labeled ? 0 : 1);
}

float alike_row_height(const UiContext& ui) {
    return 2 * TextDrawer::line_height(ui.t.text_body) + ui.t.gap(3);
}

std::string alike_row_label(const AppState& state, const AlikeRow& row) {
    const AlikeView& alike = *state.alike;
    std::string label = "Cosine " + cosine_text(alike.similarities[row.place]);
    if (row.error) label += ", " + percent_text(static_cast<double>(*row.error)) + " expected wrong";
    return label + ": " + std::string((*state.project.dataset)->text(alike.docs[row.place]).substr(0, 300));
}

void draw_alike_row(const PanelArgs& args, const AlikeRow& row, ImVec2 min, ImVec2 max) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const AlikeView& alike = *args.state.alike;
    const DocId doc = alike.docs[row.place];
    const bool above = row.place < alike.above;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float height = max.y - min.y;
    float x = min.x + t.gap(3);
    if (above) draw_check(ui, list, {x, std::floor(min.y + (height - t.icon) / 2)}, !alike.unchecked.test(doc));
    x += t.icon + t.gap(3);

    TextStyle number = strong(ui);
    if (!above) number.color = t.text_secondary;
    const float line = TextDrawer::line_height(t.text_body);
    const float top = std::floor(min.y + (height - 2 * line) / 2);
    const std::string cosine = cosine_text(alike.similarities[row.place]);
    const float number_width = text_width(ui, "0.00", number) + t.gap(1);
    draw_line(ui, list, {x, row.error ? top : top + std::floor(line / 2)}, line, cosine, number);
    if (row.error) {
        TextStyle doubt = caption(ui);
        if (*row.error >= 0.25f) doubt.color = t.warning;
        draw_line(ui, list, {x, top + line}, line, percent_text(static_cast<double>(*row.error)), doubt);
    }
    x += std::max(number_width, text_width(ui, "100 %", caption(ui))) + t.gap(2);

    float right = max.x - t.gap(3);
    const auto labels = args.state.project.annotations->labels(doc);
    const Label* label = labels.empty() ? nullptr : args.state.project.scheme->find(labels.front());
    if (label) {
        const LabelChip chip{.text = label->name, .color = label->color, .max_width = 120 * t.scale};
        const float width = label_chip_width(ui, chip);
        right -= width;
        draw_label_chip(ui, list, {right, std::floor(min.y + (height - t.control_small + 2) / 2)}, chip);
        right -= t.gap(2);
    }
    TextStyle style = body(ui);
    if (!above || alike.unchecked.test(doc)) style.color = t.text_secondary;
    style.wrap_width = std::max(1.0f, right - x);
    style.max_lines = 2;
    const std::string_view text = (*args.state.project.dataset)->text(doc);
    const float text_height = ui.text.measure(text, style).y;
    ui.text.draw(list, {x, std::floor(min.y + (height - text_height) / 2)}, text, style);
}

}  // namespace labelscape
