#include "ui/panels/topic_menu.hpp"

#include <utility>

#include "app/actions/finding.hpp"
#include "app/actions/labels.hpp"
#include "ui/panels/topic_selection.hpp"
#include "ui/widgets/select.hpp"

namespace labelscape {
namespace {

constexpr std::string_view k_actions = "topics/menu";
constexpr std::string_view k_labels = "topics/label";

}  // namespace

void TopicMenu::open(TopicId topic) {
    topic_ = topic;
    open_actions_ = true;
}

bool TopicMenu::draw_ui(const PanelArgs& args) {
    rename_ = false;
    actions_ui(args);
    labels_ui(args);
    return rename_;
}

void TopicMenu::actions_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    if (std::exchange(open_actions_, false)) open_menu(k_actions);
    if (!begin_menu_ui(ui, k_actions)) return;
    const bool no_labels = args.state.project.scheme->labels().empty();
    const bool all =
        menu_item_ui(ui, "topics/menu/label-all", "Label all as…", {.icon = Icon::tags, .disabled = no_labels});
    const bool rest = menu_item_ui(ui, "topics/menu/label-unlabeled", "Label unlabeled as…",
                                   {.icon = Icon::tag, .disabled = no_labels});
    if (all || rest) {
        unlabeled_only_ = rest;
        open_labels_ = true;
    }
    menu_separator_ui(ui);
    if (menu_item_ui(ui, "topics/menu/filter", "Filter to this", {.icon = Icon::filter})) {
        args.actions.push(action::AddChip{{.kind = "topic", .topic = topic_}});
    }
    rename_ = menu_item_ui(ui, "topics/menu/rename", "Rename", {.icon = Icon::pencil, .shortcut = "F2"});
    menu_separator_ui(ui);
    if (menu_item_ui(ui, "topics/menu/exclude", "Exclude",
                     {.icon = Icon::ban, .tooltip = "Keeps its documents out of map, topics and counts"})) {
        args.actions.push(action::Exclude{{Target::Kind::documents, topic_docs(args.state, topic_, false)}, true});
    }
    end_menu_ui();
}

void TopicMenu::labels_ui(const PanelArgs& args) {
    const UiContext& ui = args.ui;
    if (std::exchange(open_labels_, false)) open_menu(k_labels);
    if (!begin_menu_ui(ui, k_labels)) return;
    menu_heading_ui(ui, unlabeled_only_ ? "Label unlabeled as" : "Label all as");
    const LabelScheme& scheme = *args.state.project.scheme;
    for (const Label& label : scheme.labels()) {
        const std::string name = "topics/label/" + (label.key.empty() ? label.name : label.key);
        if (!menu_item_ui(ui, name, label.name, {.dot = label.color})) continue;
        args.actions.push(action::Assign{
            {Target::Kind::documents, topic_docs(args.state, topic_, unlabeled_only_)},
            {label.id},
            scheme.mode() == LabelMode::multi ? AssignMode::add : AssignMode::set});
    }
    end_menu_ui();
}

}  // namespace labelscape
