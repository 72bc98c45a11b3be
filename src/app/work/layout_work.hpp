#pragma once

#include <functional>

#include "app/app_context.hpp"

namespace labelscape {

using Then = std::function<void(AppContext&)>;

/// Makes sure that the neighbor graph belongs to the current vectors, then calls `then`.
void with_graph(AppContext& context, Priority priority, Then then);
/// Computes the 2-d map, shown live, then calls `then`.
void compute_layout(AppContext& context, const action::ComputeLayout& options, Then then);
/// Brings the map as far as it is into AppState::live_layout.
void take_live_layout(AppContext& context);

}  // namespace labelscape
