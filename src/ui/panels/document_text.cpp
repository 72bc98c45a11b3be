#include "ui/panels/document_text.hpp"

#include <vector>

#include "app/actions/finding.hpp"
#include "base/random.hpp"
#include "base/utf8.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/panels/text_matches.hpp"
#include "ui/text/text_ui.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_max_query = 200;

bool is_quote(char32_t code) { return code == U'"' || (code >= 0x201c && code <= 0x201e); }

}  // namespace

std::string query_for(std::string_view part) {
    std::string query;
    bool quoted = false;
    std::string line = preview_text(part, k_max_query);
    if (line.ends_with(' ')) line.pop_back();
    for (std::size_t at = 0; at < line.size();) {
        const char32_t code = next_code_point(line, at);
        if (is_quote(code) || (!quoted && code == U' ')) {
            if (quoted) query += "\" ";
            quoted = false;
            continue;
        }
        if (!quoted) query += '"';
        quoted = true;
        append_utf8(query, code);
    }
    if (quoted) query += '"';
    while (query.ends_with(' ')) query.pop_back();
    return query;
}

void DocumentText::draw_ui(const PanelArgs& args, std::string_view name, DocId doc, TextStyle style) {
    const UiContext& ui = args.ui;
    const ViewState& view = args.state.view;
    const Dataset& dataset = **args.state.project.dataset;
    const std::string_view text = dataset.text(doc);
    if (text.empty()) {
        style.color = ui.t.text_secondary;
        text_ui(ui, "(empty text)", style);
        ui.probe.add({.name = std::string(name),
                      .role = Role::text,
                      .min = ImGui::GetItemRectMin(),
                      .max = ImGui::GetItemRectMax()});
        return;
    }
    const std::string_view search = view.semantic_search ? std::string_view() : std::string_view(view.search_text);
    std::vector<Highlight> highlights;
    for (const auto& [from, to] : find_matches(text, search, view.filter))
        highlights.push_back({{from, to}, ui.t.match});
    style.highlights = highlights;
    const std::string key = command_key(ui, "copy-text");
    if (selectable_.draw_ui(ui, name, dataset.text_hash(doc) ^ mix_bits(doc), text, style, {.copy_key = key})) {
        args.actions.push(action::Search{query_for(selectable_.selected(text)), false});
    }
}

std::string_view DocumentText::selected(const AppState& state) const {
    const auto& current = state.selection.current;
    if (!current || *current >= state.project.size()) return {};
    return selectable_.selected((*state.project.dataset)->text(*current));
}

}  // namespace labelscape
