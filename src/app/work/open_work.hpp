#pragma once

#include <vector>

#include "app/app_context.hpp"

namespace labelscape {

/// A project as it was last saved, with what its journal adds.
struct OpenedProject {
    LoadedProject loaded;
    std::size_t replayed = 0;   ///< changes of the journal that were applied
    std::vector<Section> unread;   ///< earlier and new ones; see AppState::unread
    std::size_t stored_unread = 0; ///< so many came with the sections
};

/// Names of sections that hold journal records which could not be replayed; the number follows.
inline constexpr std::string_view k_unread_prefix = "unread/";

/// Reads a project from what storage or a file has of it in a job. state.loading until then.
void read_project(AppContext& context, StoredProject stored, const Done<OpenedProject>& done);

/// Opens a stored project and shows it; none is open. Cancelled when another one is opened meanwhile.
void open_project(AppContext& context, const std::string& id, bool take_over, const Done<>& done);

}  // namespace labelscape
