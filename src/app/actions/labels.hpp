#pragma once

#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/actions/target.hpp"
#include "edit/assign_labels.hpp"
#include "model/label_scheme.hpp"

namespace labelscape {

/// Labels and what carries them.
namespace action {

struct AddLabel {
    Label label;
    bool assign_to_selection = false;
};  ///< id is given by the app; empty color and key are chosen
struct ChangeLabel { Label label; };
struct RemoveLabel { LabelId id{}; };
struct MergeLabels { std::vector<LabelId> labels; };   ///< into the first of them
struct SetLabelMode { LabelMode mode = LabelMode::single; };
struct Assign { Target target; std::vector<LabelId> labels; AssignMode mode = AssignMode::set; };
struct AssignKey {
    int index = 0;
};  ///< label with position `index` to selection or current document, then advance in focus mode
struct MarkDocuments { Target target; Mark mark = Mark::unsure; };
struct AcceptSuggestions { Target target; };
struct RenameTopic { TopicId topic = 0; std::string name; };
struct Exclude { Target target; bool excluded = true; };

}  // namespace action

void handle(AppContext& context, const action::AddLabel& wanted);
void handle(AppContext& context, const action::ChangeLabel& wanted);
void handle(AppContext& context, const action::RemoveLabel& wanted);
void handle(AppContext& context, const action::MergeLabels& wanted);
void handle(AppContext& context, const action::SetLabelMode& wanted);
void handle(AppContext& context, const action::Assign& wanted);
void handle(AppContext& context, const action::AssignKey& wanted);
void handle(AppContext& context, const action::MarkDocuments& wanted);
void handle(AppContext& context, const action::AcceptSuggestions& wanted);
void handle(AppContext& context, const action::RenameTopic& wanted);
void handle(AppContext& context, const action::Exclude& wanted);

std::vector<Command> label_commands();

}  // namespace labelscape
