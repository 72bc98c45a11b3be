#pragma once

#include <cstddef>
#include <vector>

#include "app/action.hpp"

namespace labelscape {

/// The steps of the project.
namespace action {

struct Undo {};
struct Redo {};
struct JumpTo { std::size_t done = 0; };  ///< so many steps in force

}  // namespace action

void handle(AppContext& context, const action::Undo& wanted);
void handle(AppContext& context, const action::Redo& wanted);
void handle(AppContext& context, const action::JumpTo& wanted);

std::vector<Command> history_commands();

}  // namespace labelscape
