#pragma once

#include <functional>
#include <vector>

#include "app/app_context.hpp"

namespace labelscape {

/// A project as it was last saved, with what its journal adds.
struct OpenedProject {
    LoadedProject loaded;
    std::size_t replayed = 0;   ///< journal records that were applied
};

/// Reads a project from its sections and journal records in a job, then calls `then`. state.loading until then.
void read_project(AppContext& context, std::vector<Section> sections, std::vector<Bytes> journal,
                  std::function<void(AppContext&, Result<OpenedProject>)> then);

}  // namespace labelscape
