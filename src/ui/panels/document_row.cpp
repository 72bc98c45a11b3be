#include "ui/panels/document_row.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "app/actions/alike.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/panels/text_matches.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"
#include "ui/widgets/tooltip.hpp"

namespace labelscape {
namespace {

constexpr float k_chip_name_width = 130;

/// The lines of a row's lower part are filled from both sides; what does not fit is left out.
struct Line {
    float left = 0, right = 0, y = 0, height = 0;

    bool fits(float width) const { return left + width <= right; }
};

void text_ui_in(const PanelArgs& args, DocId doc, ImDrawList& list, const RowResult& row) {
    const UiContext& ui = args.ui;
    const ViewState& view = args.state.view;
    const std::string text = preview_text((*args.state.project.dataset)->text(doc));
    const std::string_view search = view.semantic_search ? std::string_view() : std::string_view(view.search_text);
    std::vector<Highlight> highlights;
    for (const auto& [from, to] : find_matches(text, search, view.filter))
        highlights.push_back({{from, to}, ui.t.match});
    TextStyle style = body(ui);
    style.max_lines = 2;
    style.wrap_width = row.max.x - row.min.x - ui.t.gap(6);
    style.highlights = highlights;
    if (text.empty()) style.color = ui.t.text_disabled;
    ui.text.draw(list, {row.min.x + ui.t.gap(3), row.min.y + ui.t.gap(1.5f)}, text.empty() ? "(empty text)" : text,
                 style);
}

/// The badge that opens the alike view.
void alike_ui(const PanelArgs& args, DocId doc, ImDrawList& list, Line& line) {
    const UiContext& ui = args.ui;
    const Tokens& t = ui.t;
    const std::int32_t count = alike_count(args.state, doc);
    if (count == 0) return;
    const std::string text = count < 0 ? "alike…" : count_text(count) + " alike";
    TextStyle style = caption(ui);
    const float width = text_width(ui, text, style) + t.gap(2);
    const std::string name = "list/row/" + std::to_string(doc) + "/alike";
    const ImRect box({line.right - width, line.y}, {line.right, line.y + line.height});
    const Item item = press_item_at(ui, name, box);
    line.right -= width + t.gap(1);
    if (!item.list) return;
    style.color = count > 0 ? t.accent_text : t.text_secondary;
    if (item.hovered) list.AddRectFilled(box.Min, box.Max, t.accent_soft, t.radius_small);
    draw_line(ui, list, {box.Min.x + t.gap(1), line.y}, line.height, text, style);
    draw_focus_ring(ui, item, t.radius_small);
    tooltip_ui(ui, "Documents that say nearly the same and carry no label: opens them to label all at once",
               command_key(ui, "alike"));
    ui.probe.add({.name = name,
                  .role = Role::button,
                  .label = text + ", not labeled",
                  .min = box.Min,
                  .max = box.Max,
                  .id = item.id});
    if (item.pressed) args.actions.push(action::OpenAlike{doc});
}

void chips_ui(const PanelArgs& args, DocId doc, ImDrawList& list, Line& line) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    const auto draw = [&](const LabelChip& chip) {
        const float width = label_chip_width(ui, chip);
        if (line.fits(width)) line.left += draw_label_chip(ui, list, {line.left, line.y}, chip) + ui.t.gap(1);
    };
    for (const LabelId id : state.project.annotations->labels(doc)) {
        const Label* label = state.project.scheme->find(id);
        if (label) draw({.text = label->name, .color = label->color, .max_width = k_chip_name_width});
    }
    if (const Label* label = state.suggested(doc)) {
        const std::string note = percent_text(state.neighbors_say(doc).chance(0));
        draw({.text = label->name,
              .color = label->color,
              .look = ChipLook::dashed,
              .note = note,
              .max_width = k_chip_name_width});
    }
}

void quiet_ui(const UiContext& ui, ImDrawList& list, Line& line, std::string_view text, ImU32 color) {
    TextStyle style = caption(ui);
    style.color = color;
    const float width = text_width(ui, text, style);
    if (!line.fits(width)) return;
    line.left += draw_line(ui, list, {line.left, line.y}, line.height, text, style) + ui.t.gap(2);
}

void marks_ui(const PanelArgs& args, DocId doc, ImDrawList& list, Line& line) {
    const Tokens& t = args.ui.t;
    const Mark mark = (*args.state.project.annotations)[doc].mark;
    if (mark == Mark::unsure) quiet_ui(args.ui, list, line, "unsure", t.warning);
    if (mark == Mark::skipped) quiet_ui(args.ui, list, line, "skipped", t.text_secondary);
    const std::string otherwise = otherwise_text(args.state, doc);
    if (!otherwise.empty()) quiet_ui(args.ui, list, line, otherwise, t.warning);
    const std::uint32_t copies = args.state.project.copies(doc);
    if (copies > 1) quiet_ui(args.ui, list, line, "×" + count_text(copies), t.text_secondary);
    if (args.state.view.list_order == ListOrder::similarity && doc < args.state.similarity.size()) {
        char text[16];
        std::snprintf(text, sizeof text, "%.2f", static_cast<double>(args.state.similarity[doc]));
        quiet_ui(args.ui, list, line, text, t.text);
    }
}

void topic_ui(const PanelArgs& args, DocId doc, ImDrawList& list, const Line& line) {
    const auto& topics = *args.state.project.topics;
    const TopicId topic = topics ? topics->of(doc) : k_outlier;
    if (topic == k_outlier || topic >= topics->count()) return;
    TextStyle style = caption(args.ui);
    style.color = args.ui.t.text_disabled;
    style.max_width = line.right - line.left - args.ui.t.gap(1);
    if (style.max_width < args.ui.t.gap(8)) return;
    const std::string& name = topics->infos[static_cast<std::size_t>(topic)].name;
    draw_line(args.ui, list, {line.left + args.ui.t.gap(1), line.y}, line.height, name, style);
}

}  // namespace

float document_row_height(const UiContext& ui) {
    return 2 * TextDrawer::line_height(ui.t.text_body) + ui.t.control_small + ui.t.gap(3.5f);
}

void document_row_ui(const PanelArgs& args, DocId doc, const RowResult& row) {
    const Tokens& t = args.ui.t;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    text_ui_in(args, doc, list, row);
    const float height = t.control_small - 2;
    Line line{row.min.x + t.gap(3), row.max.x - t.gap(3), row.max.y - height - t.gap(1.5f), height};
    alike_ui(args, doc, list, line);
    marks_ui(args, doc, list, line);
    chips_ui(args, doc, list, line);
    topic_ui(args, doc, list, line);
    list.AddLine({row.min.x + t.gap(3), row.max.y - 1}, {row.max.x - t.gap(3), row.max.y - 1}, t.border);
}

}  // namespace labelscape
