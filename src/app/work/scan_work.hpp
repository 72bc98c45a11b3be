#pragma once

#include <string>

#include "app/app_context.hpp"

namespace labelscape {

/// Keeps one job running for the text conditions that the filter waits for, and none otherwise.
void scan_if_wanted(AppContext& context);
/// The user stops that job: what was searched for goes out of the filter and the search box.
void give_up_scan(AppContext& context);

/// Ends once state.text_matches knows the text conditions of a filter and a search: at once, or after a job with this
/// key.
void find_texts(AppContext& context, const Filter& filter, const std::string& search, std::string key,
                const Done<>& done);

}  // namespace labelscape
