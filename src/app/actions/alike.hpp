#pragma once

#include <vector>

#include "app/action.hpp"
#include "base/ids.hpp"

namespace labelscape {

/// The view of alike documents.
namespace action {

struct OpenAlike { DocId doc = 0; };
struct SetAlikeThreshold { float threshold = 0.8f; };
struct SetAlikeUnlabeledOnly { bool unlabeled_only = true; };
struct ToggleAlike { DocId doc = 0; };    ///< keep a document out of, or take it into, what will be labeled
struct LabelAlike { LabelId label{}; };
struct CloseAlike {};

}  // namespace action

void handle(AppContext& context, const action::OpenAlike& wanted);
void handle(AppContext& context, const action::SetAlikeThreshold& wanted);
void handle(AppContext& context, const action::SetAlikeUnlabeledOnly& wanted);
void handle(AppContext& context, const action::ToggleAlike& wanted);
void handle(AppContext& context, const action::LabelAlike& wanted);
void handle(AppContext& context, const action::CloseAlike& wanted);

std::vector<Command> alike_commands();

}  // namespace labelscape
