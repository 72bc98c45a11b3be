#pragma once

#include "app/actions/computing.hpp"
#include "app/app_context.hpp"

namespace labelscape {

/// Computes the 2-d map, shown live.
void compute_layout(AppContext& context, const action::ComputeLayout& options, const Done<>& done);
/// Brings the map as far as it is into AppState::live_layout.
void take_live_layout(AppContext& context);

}  // namespace labelscape
