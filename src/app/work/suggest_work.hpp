#pragma once

#include "app/app_context.hpp"

namespace labelscape {

/// Asks the labeled neighbors and the keywords again when labels or neighbors have changed.
void suggest_if_stale(AppContext& context);

}  // namespace labelscape
