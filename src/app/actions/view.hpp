#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "app/action.hpp"
#include "app/view_state.hpp"

namespace labelscape {

/// What is shown, and how.
namespace action {

struct SetView { ViewState view; };
struct ToggleFocusMode {};
struct ToggleView { std::string_view id; };   ///< of open_views.hpp
struct CycleTheme {};
struct SetColorBy { ColorBy color_by; };
struct FitMap {};
struct DismissNotice { std::uint64_t id = 0; };

}  // namespace action

void handle(AppContext& context, const action::SetView& wanted);
void handle(AppContext& context, const action::ToggleFocusMode& wanted);
void handle(AppContext& context, const action::ToggleView& wanted);
void handle(AppContext& context, const action::CycleTheme& wanted);
void handle(AppContext& context, const action::SetColorBy& wanted);
void handle(AppContext& context, const action::FitMap& wanted);
void handle(AppContext& context, const action::DismissNotice& wanted);

std::vector<Command> view_commands();

}  // namespace labelscape
