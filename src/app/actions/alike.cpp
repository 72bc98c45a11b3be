#include "app/actions/alike.hpp"

#include "app/actions/conditions.hpp"
#include "app/actions/labels.hpp"
#include "app/app_context.hpp"
#include "app/work/alike_work.hpp"
#include "edit/assign_labels.hpp"

namespace labelscape {

void handle(AppContext& context, const action::OpenAlike& wanted) {
    open_alike(context, wanted.doc, context.noticed());
}

void handle(AppContext& context, const action::SetAlikeThreshold& wanted) {
    if (!context.state.alike) return;
    context.state.alike->threshold = wanted.threshold;
    context.state.view.alike_threshold = wanted.threshold;
    context.state.view.alike_threshold_chosen = true;
    update_alike(context);
    context.persistence.snapshot_soon(1500);
}

void handle(AppContext& context, const action::SetAlikeUnlabeledOnly& wanted) {
    if (!context.state.alike) return;
    const DocId reference = context.state.alike->reference;
    context.state.alike->unlabeled_only = wanted.unlabeled_only;
    open_alike(context, reference, context.noticed());
}

void handle(AppContext& context, const action::ToggleAlike& wanted) {
    if (!context.state.alike) return;
    Bitset& unchecked = context.state.alike->unchecked;
    unchecked.test(wanted.doc) ? unchecked.reset(wanted.doc) : unchecked.set(wanted.doc);
}

void handle(AppContext& context, const action::LabelAlike& wanted) {
    AppState& state = context.state;
    if (!state.alike || !state.project.scheme->find(wanted.label)) return;
    Target target{Target::Kind::documents, state.alike->chosen()};
    const DocId reference = state.alike->reference;
    if (!(*state.project.annotations)[reference].labeled()) target.docs.push_back(reference);
    handle(context,
           action::Assign{std::move(target),
                          {wanted.label},
                          state.project.scheme->mode() == LabelMode::multi ? AssignMode::add : AssignMode::set});
    state.alike.reset();
}

void handle(AppContext& context, const action::CloseAlike&) {
    context.state.alike.reset();
}

std::vector<Command> alike_commands() {
    using namespace action;
    return {
        {"alike", "Find alike", "All documents that say nearly the same, to label at once", "Label", {"a"}, has_current,
         [](const AppState& state) -> Action { return OpenAlike{*state.selection.current}; }},
    };
}

}  // namespace labelscape
