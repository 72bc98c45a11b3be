#pragma once

#include <vector>

#include "app/action.hpp"
#include "app/actions/target.hpp"
#include "base/bitset.hpp"

namespace labelscape {

/// Which documents are selected, and which one is current.
namespace action {

struct Select { Bitset docs; SelectMode mode = SelectMode::replace; };
struct SelectOne { DocId doc = 0; SelectMode mode = SelectMode::replace; };  ///< also makes it current and the anchor
struct SelectRangeTo { DocId doc = 0; };  ///< from the anchor, in list order
struct SelectVisible {};
struct SelectTopic { TopicId topic = 0; SelectMode mode = SelectMode::replace; };
struct ClearSelection {};
struct InvertSelection {};
struct MoveCurrent { int by = 1; bool extend = false; };   ///< down and up the list
struct CopyText {};                       ///< what is selected in the shown text, or all of the current document

}  // namespace action

void handle(AppContext& context, const action::Select& wanted);
void handle(AppContext& context, const action::SelectOne& wanted);
void handle(AppContext& context, const action::SelectRangeTo& wanted);
void handle(AppContext& context, const action::SelectVisible& wanted);
void handle(AppContext& context, const action::SelectTopic& wanted);
void handle(AppContext& context, const action::ClearSelection& wanted);
void handle(AppContext& context, const action::InvertSelection& wanted);
void handle(AppContext& context, const action::MoveCurrent& wanted);
void handle(AppContext& context, const action::CopyText& wanted);

std::vector<Command> selecting_commands();

}  // namespace labelscape
