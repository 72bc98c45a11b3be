#include "ui/panels/label_picker.hpp"

#include <algorithm>
#include <vector>

#include "app/actions/labels.hpp"
#include "app/label_defaults.hpp"
#include "ui/panels/document_parts.hpp"
#include "ui/panels/text_matches.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/label_chip.hpp"
#include "ui/widgets/text_input.hpp"

namespace labelscape {
namespace {

constexpr std::size_t k_chips_without_search = 9;
constexpr std::size_t k_found_shown = 12;

/// In focus mode the decision leads on, so it is about the current document and goes the way of the keys.
void choose(const PanelArgs& args, DocId doc, const Label& label) {
    if (args.state.view.open.has(view_id::k_focus)) {
        args.actions.push(action::AssignKey{args.state.project.scheme->index_of(label.id)});
    } else {
        args.actions.push(assign_or_toggle(args.state, doc, label.id));
    }
}

void choice_ui(const PanelArgs& args, DocId doc, const std::string& name, const Label& label, bool first) {
    const UiContext& ui = args.ui;
    const bool has = args.state.project.annotations->has(doc, label.id);
    const std::string tooltip = label.description.empty() ? "Label as " + label.name : label.description;
    const LabelChip chip{.text = label.name, .color = label.color, .look = has ? ChipLook::solid : ChipLook::outlined,
                         .key = label.key, .tooltip = tooltip};
    if (!first) next_chip(ui, label_chip_width(ui, chip));
    if (label_chip_ui(ui, name + '/' + (label.key.empty() ? label.name : label.key), chip).pressed)
        choose(args, doc, label);
}

/// Labels whose name holds the query, those that begin with it first.
std::vector<const Label*> found_labels(const LabelScheme& scheme, const std::string& query) {
    std::vector<std::pair<std::uint32_t, const Label*>> found;
    for (const Label& label : scheme.labels()) {
        const auto ranges = find_matches(label.name, query, {});
        if (query.empty() || !ranges.empty()) found.emplace_back(ranges.empty() ? 0 : ranges[0].first, &label);
    }
    std::ranges::stable_sort(found, {}, &std::pair<std::uint32_t, const Label*>::first);
    std::vector<const Label*> labels;
    for (const auto& [at, label] : found) {
        if (labels.size() < k_found_shown) labels.push_back(label);
    }
    return labels;
}

}  // namespace

void LabelPicker::chips_ui(const PanelArgs& args, DocId doc, const std::string& name) {
    bool first = true;
    for (const Label& label : args.state.project.scheme->labels()) {
        choice_ui(args, doc, name, label, first);
        first = false;
    }
}

void LabelPicker::search_ui(const PanelArgs& args, DocId doc, const std::string& name) {
    const UiContext& ui = args.ui;
    const LabelScheme& scheme = *args.state.project.scheme;
    const InputResult input =
        search_box_ui(ui, name + "/search", "Label of this document", query_,
                      {.hint = scheme.labels().empty() ? "Name a first label, Enter" : "Find or make a label",
                       .width = ui.t.gap(70),
                       .small = true});
    const std::string wanted = trimmed(query_);
    const auto found = found_labels(scheme, wanted);
    const bool make = !wanted.empty() && !scheme.find(wanted);
    bool first = true;
    for (const Label* label : found) {
        choice_ui(args, doc, name, *label, first);
        first = false;
    }
    if (make) {
        const std::string text = "Create ‘" + wanted + "’";
        const ButtonOptions options{.icon = Icon::plus, .shortcut = found.empty() ? "Enter" : "", .small = true};
        if (!first) next_chip(ui, button_width(ui, text, options));
        const bool pressed = button_ui(ui, name + "/create", text, options);
        if (pressed || (input.submitted && found.empty())) {
            Label label;
            label.name = wanted;
            const LabelId id = scheme.next_id();
            args.actions.push(action::AddLabel{std::move(label), false});
            const Target target =
                args.state.view.open.has(view_id::k_focus) ? Target{Target::Kind::current, {}} : only(doc);
            args.actions.push(action::Assign{target, {id}, AssignMode::add});
            query_.clear();
            return;
        }
    }
    if (input.submitted && !wanted.empty() && !found.empty()) {
        choose(args, doc, *found.front());
        query_.clear();
    }
}

void LabelPicker::draw_ui(const PanelArgs& args, DocId doc, const std::string& name) {
    const std::size_t count = args.state.project.scheme->labels().size();
    if (count > 0 && count <= k_chips_without_search) {
        chips_ui(args, doc, name);
    } else {
        search_ui(args, doc, name);
    }
}

}  // namespace labelscape
