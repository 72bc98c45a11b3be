#pragma once

#include "app/app_context.hpp"

namespace labelscape {

/// What happens to work that cannot be saved when the project is left.
enum class Unsaved : std::uint8_t {
    ask,      ///< the user decides: AppState::leaving
    refuse,   ///< the project stays open
    drop,     ///< it is lost
};

/// Closes the open project, if any, as soon as all of it is saved: ok when none is open, the error when it stays open.
void leave_project(AppContext& context, Unsaved unsaved, const Done<>& done);
/// Closes the open project, whatever is saved of it.
void close_project(AppContext& context);

/// Once a frame: goes on with leaving.
void leave_if_saved(AppContext& context);
/// The user's answer.
void stay_in_project(AppContext& context);
void leave_unsaved(AppContext& context);

}  // namespace labelscape
