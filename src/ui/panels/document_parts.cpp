#include "ui/panels/document_parts.hpp"

#include "app/actions/labels.hpp"
#include "app/command.hpp"
#include "base/utf8.hpp"
#include "core/suggest/neighbor_vote.hpp"
#include "ui/widgets/numbers.hpp"

namespace labelscape {

std::string suggestion_reason(const AppState& state, DocId doc) {
    switch (static_cast<SuggestionReason>(state.neighbors_say(doc).reason)) {
        case SuggestionReason::none: return {};
        case SuggestionReason::neighbors: return "similar documents carry it";
        case SuggestionReason::keyword: return "a keyword of the label stands in the text";
        case SuggestionReason::neighbors_and_keyword:
            return "similar documents carry it, and a keyword stands in the text";
    }
    return {};
}

std::string otherwise_text(const AppState& state, DocId doc) {
    const Label* label = state.labeled_otherwise(doc);
    if (!label) return {};
    return "neighbors carry " + label->name + ", " + percent_text(state.neighbors_say(doc).chance(0));
}

std::string provenance_text(const AppState& state, DocId doc) {
    const Annotation& row = (*state.project.annotations)[doc];
    if (!row.labeled() && row.mark == Mark::none) return {};
    const Provenance& from = state.project.annotations->provenance(row.provenance);
    const Actor* actor = find_actor(from.actor);
    std::string text = actor ? std::string(actor->said) : "by " + from.actor;
    if (from.bulk) text += ", in bulk of " + count_text(from.documents);
    if (!from.origin.empty()) {
        text +=
            from.documents > 1 ? ", one of " + count_text(from.documents) + " suggestions accepted" : ", as suggested";
    }
    if (from.at_ms > 0) text += ", " + ago_text(from.at_ms, state.wall_ms);
    if (!from.action.empty()) text += ": " + from.action;
    return text;
}

std::int32_t alike_count(const AppState& state, DocId doc) {
    return doc < state.alike_counts.size() ? state.alike_counts[doc] : -1;
}

std::string alike_text(const AppState& state, DocId doc) {
    const std::int32_t count = alike_count(state, doc);
    if (count < 0) return "alike…";
    return count == 0 ? std::string() : count_text(count) + " alike, not labeled";
}

bool shows_searching(const AppState& state) {
    constexpr double k_shown_after_ms = 300;
    return !state.searching.empty() && state.now_ms - state.searching_since_ms >= k_shown_after_ms;
}

std::string preview_text(std::string_view text, std::size_t max_bytes) {
    std::string line;
    for (const char c : cut_utf8(text, max_bytes)) {
        const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!space) {
            line += c;
        } else if (!line.empty() && line.back() != ' ') {
            line += ' ';
        }
    }
    return line;
}

std::string command_key(const UiContext& ui, std::string_view id) {
    const Command* command = find_command(id);
    return command ? shortcut_text(command->shortcut, ui.mac) : std::string();
}

Target only(DocId doc) { return {Target::Kind::documents, {doc}}; }

action::Assign assign_or_toggle(const AppState& state, DocId doc, LabelId label) {
    const bool multi = state.project.scheme->mode() == LabelMode::multi;
    if (!multi) return {only(doc), {label}, AssignMode::set};
    const bool has = state.project.annotations->has(doc, label);
    return {only(doc), {label}, has ? AssignMode::remove : AssignMode::add};
}

action::Assign without_label(DocId doc, LabelId label) { return {only(doc), {label}, AssignMode::remove}; }

}  // namespace labelscape
