#include "ui/panels/map_card.hpp"

#include <algorithm>

#include "ui/panels/topic_words.hpp"
#include "ui/text/text_ui.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"

namespace labelscape {
namespace {

constexpr float k_width = 320;
constexpr int k_lines = 6;
/// More of a long text cannot stand on the lines of the card.
constexpr std::size_t k_most_bytes = 2000;

std::string_view beginning(std::string_view text) {
    if (text.size() <= k_most_bytes) return text;
    std::size_t end = k_most_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

void chip(const UiContext& ui, const LabelChip& chip) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = draw_label_chip(ui, *ImGui::GetWindowDrawList(), at, chip);
    ImGui::Dummy({width, ui.t.control_small});
}

void labels_of(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    float used = 0;
    for (const LabelId id : state.project.annotations->labels(doc)) {
        const Label* label = state.project.scheme->find(id);
        if (!label) continue;
        const LabelChip shown{.text = label->name, .color = label->color};
        const float width = label_chip_width(ui, shown);
        if (used > 0 && used + width < k_width * ui.t.scale) ImGui::SameLine(0, ui.t.gap(1.5f));
        else used = 0;
        used += width + ui.t.gap(1.5f);
        chip(ui, shown);
    }
    if (used > 0) return;
    if (const Label* label = state.suggested(doc)) {
        const std::string sure = percent_text(static_cast<double>(state.neighbors_say(doc).chance(0)));
        chip(ui, {.text = label->name, .color = label->color, .look = ChipLook::dashed, .note = sure});
    }
}

}  // namespace

void map_card_ui(const PanelArgs& args, DocId doc) {
    const UiContext& ui = args.ui;
    const AppState& state = args.state;
    if (doc >= state.project.size()) return;
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(ui.t.gap(2.5f), ui.t.gap(2)));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, ui.t.radius);
    if (ImGui::BeginTooltip()) {
        TextStyle style = body(ui);
        style.wrap_width = k_width * ui.t.scale;
        style.max_lines = k_lines;
        const std::string_view text = (*state.project.dataset)->text(doc);
        text_ui(ui, text.empty() ? "Empty text" : beginning(text), text.empty() ? secondary(ui) : style);
        labels_of(args, doc);
        const std::string otherwise = otherwise_text(state, doc);
        if (!otherwise.empty()) text_ui(ui, otherwise, caption(ui));
        if (*state.project.topics) {
            TextStyle quiet = caption(ui);
            quiet.max_width = k_width * ui.t.scale;
            text_ui(ui, state.topic_name(state.topic_of(doc)), quiet);
        }
        ImGui::EndTooltip();
    }
    ImGui::PopStyleVar(2);
}

}  // namespace labelscape
