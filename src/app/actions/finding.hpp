#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "app/action.hpp"
#include "app/filter.hpp"

namespace labelscape {

/// Filter and search.
namespace action {

struct AddChip { FilterChip chip; };
struct RemoveChip { std::size_t index = 0; };
struct SetFilter { Filter filter; };
struct ClearFilter {};
struct Search { std::string text; bool semantic = false; };
struct LikeThis { DocId doc = 0; };       ///< order the list by similarity to a document
struct FocusSearch {};

}  // namespace action

void handle(AppContext& context, const action::AddChip& wanted);
void handle(AppContext& context, const action::RemoveChip& wanted);
void handle(AppContext& context, const action::SetFilter& wanted);
void handle(AppContext& context, const action::ClearFilter& wanted);
void handle(AppContext& context, const action::Search& wanted);
void handle(AppContext& context, const action::LikeThis& wanted);
void handle(AppContext& context, const action::FocusSearch& wanted);

std::vector<Command> finding_commands();

}  // namespace labelscape
