#include "app/actions/labels.hpp"

#include <algorithm>
#include <span>

#include "app/actions/alike.hpp"
#include "app/actions/conditions.hpp"
#include "app/actions/history.hpp"
#include "app/actions/selecting.hpp"
#include "app/app_context.hpp"
#include "app/label_defaults.hpp"
#include "app/label_outcome.hpp"
#include "edit/checked_fields.hpp"
#include "edit/compound_edit.hpp"
#include "edit/document_edits.hpp"
#include "edit/label_scheme_edits.hpp"
#include "edit/topic_edits.hpp"

namespace labelscape {
namespace {

std::string counted(std::uint32_t count) {
    return std::to_string(count) + (count == 1 ? " document" : " documents");
}

std::string names_of(const LabelScheme& scheme, const std::vector<LabelId>& labels) {
    std::string names;
    for (const LabelId id : labels) {
        const Label* label = scheme.find(id);
        if (label) names += (names.empty() ? "" : ", ") + label->name;
    }
    return names;
}

std::string assign_title(const LabelScheme& scheme, const action::Assign& wanted, std::uint32_t count) {
    if (wanted.labels.empty()) return "Clear labels of " + counted(count);
    const std::string names = names_of(scheme, wanted.labels);
    if (wanted.mode == AssignMode::remove) return "Remove " + names + " from " + counted(count);
    return "Label " + counted(count) + " as " + names;
}

Provenance provenance(const AppContext& context, std::uint32_t count, std::string action) {
    return {.bulk = count > 1, .documents = count, .at_ms = context.state.wall_ms, .action = std::move(action)};
}

/// In focus mode a decision leads on to the next document.
void advance(AppContext& context, const Target& target) {
    if (context.state.view.open.has(view_id::k_focus) && target.kind == Target::Kind::current) {
        handle(context, action::MoveCurrent{1, false});
    }
}

/// A file of the project would not hold more.
void shorten(AppContext& context, Label& label) {
    if (fit_label(label))
        context.notify(NoticeKind::warning, "The texts of the label were too long and have been shortened");
}

}  // namespace

void handle(AppContext& context, const action::AddLabel& wanted) {
    const LabelScheme& scheme = *context.state.project.scheme;
    Label label = wanted.label;
    shorten(context, label);
    label.name = trimmed(label.name);
    if (label.name.empty()) return context.notify(NoticeKind::warning, "A label needs a name");
    if (scheme.labels().size() >= k_max_labels) {
        return context.notify(NoticeKind::warning, "A project has at most " + std::to_string(k_max_labels) + " labels");
    }
    if (scheme.find(label.name)) {
        return context.notify(NoticeKind::warning, "There is already a label " + label.name);
    }
    label.id = scheme.next_id();
    if (label.color == 0) label.color = next_label_color(scheme, context.label_palette);
    if (label.key.empty()) label.key = next_label_key(scheme);
    context.commit(std::make_unique<AddLabel>(scheme.labels().size(), label));
    if (wanted.assign_to_selection) handle(context, action::Assign{{}, {label.id}, AssignMode::set});
}

void handle(AppContext& context, const action::ChangeLabel& wanted) {
    const LabelScheme& scheme = *context.state.project.scheme;
    const Label* before = scheme.find(wanted.label.id);
    Label label = wanted.label;
    shorten(context, label);
    label.name = trimmed(label.name);
    if (!before || label == *before) return;
    const Label* same_name = scheme.find(label.name);
    if (label.name.empty() || (same_name && same_name->id != label.id)) {
        return context.notify(NoticeKind::warning, label.name.empty() ? "A label needs a name"
                                                                      : "There is already a label " + label.name);
    }
    std::string title = label.name != before->name ? "Rename label " + before->name + " to " + label.name
                                                   : "Change label " + label.name;
    context.commit(std::make_unique<ChangeLabel>(std::move(title), std::move(label)));
}

void handle(AppContext& context, const action::RemoveLabel& wanted) {
    if (const Label* label = context.state.project.scheme->find(wanted.id)) {
        const std::uint32_t count = context.state.project.annotations->count(label->id);
        const std::string name = label->name;
        context.commit(std::make_unique<RemoveLabel>(label->id, name));
        if (count > 0) context.notify(NoticeKind::info, "Removed " + name + " from " + counted(count), true);
    }
}

void handle(AppContext& context, const action::MergeLabels& wanted) {
    const Project& project = context.state.project;
    const Label* into = wanted.labels.size() < 2 ? nullptr : project.scheme->find(wanted.labels.front());
    if (!into) return;
    Bitset docs(project.size());
    std::vector<std::unique_ptr<Edit>> parts;
    for (const LabelId id : std::span(wanted.labels).subspan(1)) {
        const Label* label = project.scheme->find(id);
        if (!label || id == into->id) continue;
        for (DocId doc = 0; doc < project.size(); ++doc) {
            if (project.annotations->has(doc, id)) docs.set(doc);
        }
        parts.push_back(std::make_unique<RemoveLabel>(id, label->name));
    }
    if (parts.empty()) return;
    const std::string title = "Make one label " + into->name + " of " + std::to_string(parts.size() + 1);
    auto assign =
        AssignLabels::make(project, docs, {into->id}, AssignMode::add, title, provenance(context, docs.count(), title));
    if (assign) parts.insert(parts.begin(), std::move(assign));
    context.commit(std::make_unique<CompoundEdit>(title, std::move(parts)));
}

void handle(AppContext& context, const action::SetLabelMode& wanted) {
    const Project& project = context.state.project;
    if (wanted.mode == project.scheme->mode()) return;
    const std::uint32_t reduced = wanted.mode == LabelMode::single ? count_with_several(project) : 0;
    context.commit(std::make_unique<SetLabelMode>(wanted.mode));
    if (reduced > 0)
        context.notify(NoticeKind::info, "One label a document: " + counted(reduced) + " kept only the first", true);
}

void handle(AppContext& context, const action::Assign& wanted) {
    const Project& project = context.state.project;
    const Bitset docs = context.resolve(wanted.target);
    auto edit = AssignLabels::make(project, docs, wanted.labels, wanted.mode, {}, {});
    if (!edit) return advance(context, wanted.target);
    const auto count = static_cast<std::uint32_t>(edit->changed());
    const std::string title = assign_title(*project.scheme, wanted, count);
    const bool gives = !wanted.labels.empty() && wanted.mode != AssignMode::remove;
    const std::string outcome = gives ? outcome_text(outcome_of(project, docs, wanted.labels, wanted.mode)) : "";
    edit->describe(title, provenance(context, count, title));
    context.commit(std::move(edit));
    if (!outcome.empty()) {
        context.notify(NoticeKind::success, title + ": " + outcome, true);
    } else if (count > 1) {
        context.notify(NoticeKind::success, title, true);
    }
    advance(context, wanted.target);
}

void handle(AppContext& context, const action::AssignKey& wanted) {
    const AppState& state = context.state;
    const auto& labels = state.project.scheme->labels();
    if (wanted.index < 0 || static_cast<std::size_t>(wanted.index) >= labels.size()) return;
    const LabelId label = labels[static_cast<std::size_t>(wanted.index)].id;
    if (state.alike) return handle(context, action::LabelAlike{label});
    const bool focused = state.view.open.has(view_id::k_focus) || state.selection.docs.none();
    const Target target{focused ? Target::Kind::current : Target::Kind::selection, {}};
    if (state.project.scheme->mode() == LabelMode::single) {
        return handle(context, action::Assign{target, {label}, AssignMode::set});
    }
    const Bitset docs = context.resolve(target);
    Bitset without = docs;
    without -= state.project.annotations->with(label);
    handle(context, action::Assign{target, {label}, without.none() ? AssignMode::remove : AssignMode::add});
}

void handle(AppContext& context, const action::MarkDocuments& wanted) {
    const Bitset docs = context.resolve(wanted.target);
    const std::string what = wanted.mark == Mark::unsure ? "unsure" : wanted.mark == Mark::skipped ? "skipped" : "open";
    const std::string title = "Mark " + counted(docs.count()) + " as " + what;
    Bitset labeled = context.state.project.annotations->labeled();
    labeled &= docs;
    const std::uint32_t lost = labeled.count();
    context.commit(AssignLabels::make_mark(context.state.project, docs, wanted.mark, title,
                                           provenance(context, docs.count(), title)));
    if (lost > 0)
        context.notify(NoticeKind::info, title + ": the labels of " + counted(lost) + " were taken off", true);
    advance(context, wanted.target);
}

void handle(AppContext& context, const action::AcceptSuggestions& wanted) {
    const AppState& state = context.state;
    std::vector<std::vector<LabelId>> sets;
    std::vector<AssignLabels::Row> rows;
    for (const Label& label : state.project.scheme->labels()) sets.push_back({label.id});
    context.resolve(wanted.target).for_each([&](DocId doc) {
        const Label* label = state.suggested(doc);
        if (!label) return;
        rows.push_back({doc, static_cast<std::uint32_t>(state.project.scheme->index_of(label->id)), Mark::none});
    });
    if (rows.empty()) return advance(context, wanted.target);
    const auto count = static_cast<std::uint32_t>(rows.size());
    const std::string title = "Accept " + std::to_string(count) + (count == 1 ? " suggestion" : " suggestions");
    Provenance from{
        .origin = std::string(k_neighbors_actor), .documents = count, .at_ms = state.wall_ms, .action = title};
    context.commit(std::make_unique<AssignLabels>(title, std::move(from), std::move(sets), std::move(rows)));
    if (count > 1) context.notify(NoticeKind::success, title, true);
    advance(context, wanted.target);
}

void handle(AppContext& context, const action::RenameTopic& wanted) {
    const auto& topics = *context.state.project.topics;
    if (!topics || wanted.topic < 0 || wanted.topic >= topics->count()) return;
    std::string name = trimmed(wanted.name);
    fit_name(name, k_max_topic_name_bytes);
    if (!name.empty() && name != topics->infos[static_cast<std::size_t>(wanted.topic)].name) {
        context.commit(std::make_unique<RenameTopic>(wanted.topic, name));
    }
}

void handle(AppContext& context, const action::Exclude& wanted) {
    Bitset docs = context.resolve(wanted.target);
    const Bitset& excluded = *context.state.project.excluded;
    if (wanted.excluded) {
        docs -= excluded;
    } else {
        docs &= excluded;
    }
    if (docs.none()) return;
    auto edit = std::make_unique<ExcludeDocuments>(docs.members(), wanted.excluded);
    const std::string title = edit->title();
    context.commit(std::move(edit));
    context.notify(NoticeKind::info, title, true);
}

std::vector<Command> label_commands() {
    using namespace action;
    return {
        {"accept", "Accept suggestion", "Gives the suggested label", "Label", {"Enter"}, has_target,
         [](const AppState& state) -> Action { return AcceptSuggestions{decided(state)}; }},
        {"unsure", "Unsure", "A decision for later: not labeled, and not asked again at once", "Label", {"u"},
         has_target,
         [](const AppState& state) -> Action { return MarkDocuments{decided(state), Mark::unsure}; }},
        {"skip", "Skip", "Passes over the document", "Label", {"s"}, has_target,
         [](const AppState& state) -> Action { return MarkDocuments{decided(state), Mark::skipped}; }},
        {"clear-labels", "Clear labels", "Takes the labels off", "Label", {"Delete"}, has_target,
         [](const AppState& state) -> Action { return Assign{decided(state), {}, AssignMode::set}; }},
        {"exclude", "Exclude", "Keeps the documents out of map, topics and counts", "Label", {"x"}, has_target,
         [](const AppState& state) -> Action { return Exclude{decided(state), true}; }},
        {"quick-undo", "Undo", "The same with one key", "Label", {"z"},
         can_undo, simple<Undo>},
    };
}

}  // namespace labelscape
