#include "ui/panels/topic_words.hpp"

#include <algorithm>

#include "ui/text/text_ui.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/numbers.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_terms_shown = 10;
constexpr std::size_t k_labels_shown = 8;

const TopicInfo* info_of(const AppState& state, TopicId topic) {
    const auto& topics = *state.project.topics;
    if (!topics || topic < 0 || topic >= topics->count()) return nullptr;
    return &topics->infos[static_cast<std::size_t>(topic)];
}

std::string terms_of(const TopicInfo& info) {
    std::string text;
    for (std::size_t i = 0; i < std::min(info.terms.size(), k_terms_shown); ++i) {
        text += (i > 0 ? ", " : "") + info.terms[i];
    }
    return text;
}

}  // namespace

double labeled_share(const TopicRow& row) {
    return row.size ? static_cast<double>(row.labeled) / row.size : 0;
}

std::vector<MixPart> topic_mix(const AppState& state, const TopicRow& row) {
    std::vector<MixPart> parts;
    for (const auto& [id, count] : row.mix) {
        if (const Label* label = state.project.scheme->find(id)) parts.push_back({label->name, label->color, count});
    }
    return parts;
}

std::string topic_row_words(const AppState& state, const TopicRow& row) {
    std::string words = state.topic_name(row.topic) + ", " + count_text(row.size, "document", "documents") + ", " +
                        percent_text(labeled_share(row)) + " labeled";
    if (row.labeled > 0) words += ", purity " + percent_text(static_cast<double>(row.purity));
    if (row.duplicates > 0) words += ", " + count_text(row.duplicates, "duplicate", "duplicates");
    return words;
}

void topic_tooltip_ui(const PanelArgs& args, const TopicRow& row) {
    const UiContext& ui = args.ui;
    TextStyle name = strong(ui), quiet = secondary(ui);
    name.wrap_width = quiet.wrap_width = 320 * ui.t.scale;
    text_ui(ui, args.state.topic_name(row.topic), name);
    const TopicInfo* info = info_of(args.state, row.topic);
    if (info && !info->terms.empty()) text_ui(ui, terms_of(*info), quiet);
    text_ui(ui, count_text(row.size, "document", "documents") + ", " + percent_text(labeled_share(row)) + " labeled",
            body(ui));
    std::size_t shown = 0;
    for (const MixPart& part : topic_mix(args.state, row)) {
        if (++shown > k_labels_shown) break;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const float middle = at.y + TextDrawer::line_height(ui.t.text_body) / 2;
        draw_label_dot(ui, *ImGui::GetWindowDrawList(), {at.x + 4, middle}, 4, part.color);
        ImGui::SetCursorScreenPos({at.x + ui.t.gap(4), at.y});
        text_ui(ui, std::string(part.name) + "  " + count_text(part.count), body(ui));
    }
}

}  // namespace labelscape
